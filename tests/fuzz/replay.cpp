// The main() of a fuzz target in builds without libFuzzer: runs the entry point over every seed, every beginning of it (up to a
// bound) and edits from a fixed random sequence, so that an ordinary test run walks the same paths, the same way each time.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

constexpr std::size_t beginningsPerSeed = 400;
constexpr int editsPerSeed = 400;

/// Its own allocation of exactly the size, so that the address sanitizer sees a read past the end.
void run(const std::string &input)
{
    const std::vector<std::uint8_t> bytes(input.begin(), input.end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::string edited(std::string text, std::mt19937 &random)
{
    static const std::string marks = "\"'`$;:,{}[]()-/*\\\n\r\t\0\x80\xff 0e.";
    const std::size_t edits = 1 + random() % 3;
    for (std::size_t i = 0; i < edits && !text.empty(); ++i) {
        const std::size_t place = random() % text.size();
        const std::size_t length = std::min<std::size_t>(1 + random() % 16, text.size() - place);
        switch (random() % 4) {
        case 0: text.erase(place, length); break;
        case 1: text[place] = marks[random() % marks.size()]; break;
        case 2: text.insert(place, 1, marks[random() % marks.size()]); break;
        default: text.insert(random() % text.size(), text.substr(place, length));
        }
    }
    return text;
}

std::size_t runSeed(const std::string &seed)
{
    std::mt19937 random(20261121);
    run(seed);
    const std::size_t step = 1 + seed.size() / beginningsPerSeed;
    std::size_t runs = 1;
    for (std::size_t size = 0; size < seed.size(); size += step, ++runs)
        run(seed.substr(0, size));
    for (int i = 0; i < editsPerSeed; ++i, ++runs)
        run(edited(seed, random));
    return runs;
}

} // namespace

int main(int argc, char **argv)
{
    std::size_t seeds = 0;
    std::size_t runs = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto &entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream file(entry.path(), std::ios::binary);
            std::cout << entry.path().filename().string() << std::endl; // named before it runs: a crash tells its seed
            runs += runSeed({std::istreambuf_iterator<char>(file), {}});
            ++seeds;
        }
    }
    std::cout << seeds << " seeds, " << runs << " inputs\n";
    return seeds == 0;
}
