#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace kilter::ui {

/// One replacement in a UTF-8 text: what an undo step keeps instead of whole texts.
struct TextPatch
{
    std::size_t offset = 0; ///< bytes
    std::string removed;
    std::string inserted;

    bool isEmpty() const { return removed == inserted; }
    TextPatch inverse() const { return {offset, inserted, removed}; }
    void applyTo(std::string &text) const { text.replace(offset, removed.size(), inserted); }
};

/// The smallest single replacement that makes `to` of `from`; cuts no code point.
TextPatch patchBetween(std::string_view from, std::string_view to);

} // namespace kilter::ui
