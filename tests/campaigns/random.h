#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace kilter::campaign {

/// The same numbers from the same seed on every machine (SplitMix64); the standard's distributions do not promise that.
class Random
{
public:
    explicit Random(std::uint64_t seed) : m_state(seed)
    {
        m_state = next() ^ (seed << 32); // neighbouring seeds would else be one sequence, shifted
    }

    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ull);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
    int below(int n) { return n <= 0 ? 0 : int(next() % std::uint64_t(n)); }
    int between(int low, int high) { return low + below(high - low + 1); }
    bool chance(int percent) { return below(100) < percent; }
    template<class T>
    const T &of(const std::vector<T> &values)
    {
        return values[std::size_t(below(int(values.size())))];
    }
    template<class T>
    T &of(std::vector<T> &values)
    {
        return values[std::size_t(below(int(values.size())))];
    }

private:
    std::uint64_t m_state;
};

} // namespace kilter::campaign
