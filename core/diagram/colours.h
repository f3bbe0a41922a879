#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace kilter {

/// The colours that pictures of diagrams are written with, 0xRRGGBB: the workbench's, by the same names (a test compares the two tables).
struct DiagramColour
{
    std::string_view name;
    std::uint32_t light;
    std::uint32_t dark;
};

inline constexpr DiagramColour diagramColours[] = {
    {"surface", 0xFFFFFF, 0x1B1D21},       {"window", 0xF3F4F6, 0x25282D},         {"divider", 0xE6E8EC, 0x2C2F35},
    {"button-border", 0xBFC4CD, 0x4C515B}, {"text", 0x1D2129, 0xE2E4E9},           {"text-secondary", 0x59606C, 0xA4AAB6},
    {"add", 0x19703D, 0x6CCB92},           {"add-bg", 0xE4F4EA, 0x1C3226},         {"remove", 0xB82B27, 0xF48E86},
    {"remove-bg", 0xFCE9E7, 0x3B2322},     {"change", 0x835500, 0xE4B65A},         {"change-bg", 0xFBF1D9, 0x352E1B},
    {"rename", 0x1A5FAE, 0x7CB7F7},        {"rename-bg", 0xE5EFFB, 0x1D2E43},      {"alpha", 0x35558F, 0x9DB8EA},
    {"alpha-bg", 0xDCE4F2, 0x2A3650},      {"beta", 0x12655F, 0x74C9BF},           {"beta-bg", 0xD3EAE6, 0x1D3D3B},
    {"gamma", 0x6A449C, 0xC6A6F0},         {"gamma-bg", 0xE9E0F4, 0x3A2F50},       {"qualifier", 0x74530F, 0xDDBB74},
    {"qualifier-bg", 0xF1E7D2, 0x40361F},  {"organizer", 0x95385A, 0xEFA0BA},      {"organizer-bg", 0xF5DFE7, 0x482B37},
    {"canvas", 0xFAFBFC, 0x191B1F},        {"edge", 0x737B88, 0x868D99},           {"edge-hover", 0x574CCB, 0xA8A2F8},
    {"group-a", 0xEDF2FA, 0x1D232E},       {"group-b", 0xEAF4F4, 0x1A2526},        {"group-c", 0xF6F3ED, 0x24221E},
    {"group-d", 0xF2EFF9, 0x211F2A},       {"note-bg", 0xFFF3CC, 0x3A3421},
};

/// "#RRGGBB"; black for a name that is none of the table's.
std::string colourText(std::string_view name, bool dark);

/// The letter that marks a model's level: "α", "β", "γ", "q", "o"; empty for none.
std::string_view levelMark(std::string_view level);

} // namespace kilter
