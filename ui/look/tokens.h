#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kilter::ui {

/// Every colour of the workbench, by role. Nobody else writes a colour: ask Look::color().
enum class Token {
    Window, Surface, Raised, Divider, Border, BorderStrong, Button, ButtonBorder, Text, TextSecondary, TextDisabled,
    Accent, AccentHover, AccentPressed, OnAccent, AccentText, Selection, SelectionInactive, Hover, Pressed,
    FocusRing, Match, Add, AddBg, AddStrong, Remove, RemoveBg, RemoveStrong, Change, ChangeBg, ChangeStrong, Rename,
    RenameBg, RenameStrong, Development, OnDevelopment, Staging, OnStaging, Production, OnProduction, Ok, OkBg, Info,
    InfoBg, Warn, WarnBg, Danger, DangerBg, DangerFill, DangerFillHover, DangerFillPressed, OnDanger, Alpha, AlphaBg,
    Beta, BetaBg, Gamma, GammaBg, Qualifier, QualifierBg, Organizer, OrganizerBg, Canvas, CanvasDot, Edge, EdgeHover,
    Dimmed, GroupA, GroupB, GroupC, GroupD, NoteBg, Shadow, CodeKeyword, CodeType, CodeString, CodeNumber,
    CodeComment,
};

struct TokenColors
{
    std::string_view name; ///< as the design names it; Token::TextSecondary is "text-secondary"
    std::uint32_t light;   ///< 0xRRGGBB
    std::uint32_t dark;
};

/// In the order of Token.
inline constexpr std::array tokenTable{
    TokenColors{"window", 0xF3F4F6, 0x25282D},
    TokenColors{"surface", 0xFFFFFF, 0x1B1D21},
    TokenColors{"raised", 0xFFFFFF, 0x2D3037},
    TokenColors{"divider", 0xE6E8EC, 0x2C2F35},
    TokenColors{"border", 0xD2D6DC, 0x3B3F47},
    TokenColors{"border-strong", 0x838A96, 0x7C8390},
    TokenColors{"button", 0xFFFFFF, 0x33373E},
    TokenColors{"button-border", 0xBFC4CD, 0x4C515B},
    TokenColors{"text", 0x1D2129, 0xE2E4E9},
    TokenColors{"text-secondary", 0x59606C, 0xA4AAB6},
    TokenColors{"text-disabled", 0x8D94A0, 0x6C727E},
    TokenColors{"accent", 0x574CCB, 0x6C61E2},
    TokenColors{"accent-hover", 0x4A3FB8, 0x6056D6},
    TokenColors{"accent-pressed", 0x3E34A0, 0x544AC6},
    TokenColors{"on-accent", 0xFFFFFF, 0xFFFFFF},
    TokenColors{"accent-text", 0x574CCB, 0xA8A2F8},
    TokenColors{"selection", 0xE0DEFA, 0x38366A},
    TokenColors{"selection-inactive", 0xE2E4E9, 0x363A42},
    TokenColors{"hover", 0xE8EAEE, 0x31353C},
    TokenColors{"pressed", 0xDADDE3, 0x3C4048},
    TokenColors{"focus-ring", 0x574CCB, 0x9189F5},
    TokenColors{"match", 0xFFE28A, 0x6B5510},
    TokenColors{"add", 0x19703D, 0x6CCB92},
    TokenColors{"add-bg", 0xE4F4EA, 0x1C3226},
    TokenColors{"add-strong", 0xBDE5CB, 0x28573C},
    TokenColors{"remove", 0xB82B27, 0xF48E86},
    TokenColors{"remove-bg", 0xFCE9E7, 0x3B2322},
    TokenColors{"remove-strong", 0xF7C6C1, 0x6E322F},
    TokenColors{"change", 0x835500, 0xE4B65A},
    TokenColors{"change-bg", 0xFBF1D9, 0x352E1B},
    TokenColors{"change-strong", 0xF3DA9B, 0x5B4A1C},
    TokenColors{"rename", 0x1A5FAE, 0x7CB7F7},
    TokenColors{"rename-bg", 0xE5EFFB, 0x1D2E43},
    TokenColors{"rename-strong", 0xC0DAF5, 0x2B4D75},
    TokenColors{"development", 0x1B7A43, 0x20834D},
    TokenColors{"on-development", 0xFFFFFF, 0xFFFFFF},
    TokenColors{"staging", 0xF0B132, 0xE3A92F},
    TokenColors{"on-staging", 0x2A1C00, 0x241800},
    TokenColors{"production", 0xC02C27, 0xD2413B},
    TokenColors{"on-production", 0xFFFFFF, 0xFFFFFF},
    TokenColors{"ok", 0x19703D, 0x6CCB92},
    TokenColors{"ok-bg", 0xE4F4EA, 0x1C3226},
    TokenColors{"info", 0x1A5FAE, 0x7CB7F7},
    TokenColors{"info-bg", 0xE5EFFB, 0x1D2E43},
    TokenColors{"warn", 0x835500, 0xE4B65A},
    TokenColors{"warn-bg", 0xFBF1D9, 0x352E1B},
    TokenColors{"danger", 0xB82B27, 0xF48E86},
    TokenColors{"danger-bg", 0xFCE9E7, 0x3B2322},
    TokenColors{"danger-fill", 0xC02C27, 0xD2413B},
    TokenColors{"danger-fill-hover", 0xA92420, 0xBC332E},
    TokenColors{"danger-fill-pressed", 0x8F1E1A, 0xA52B26},
    TokenColors{"on-danger", 0xFFFFFF, 0xFFFFFF},
    TokenColors{"alpha", 0x35558F, 0x9DB8EA},
    TokenColors{"alpha-bg", 0xDCE4F2, 0x2A3650},
    TokenColors{"beta", 0x12655F, 0x74C9BF},
    TokenColors{"beta-bg", 0xD3EAE6, 0x1D3D3B},
    TokenColors{"gamma", 0x6A449C, 0xC6A6F0},
    TokenColors{"gamma-bg", 0xE9E0F4, 0x3A2F50},
    TokenColors{"qualifier", 0x74530F, 0xDDBB74},
    TokenColors{"qualifier-bg", 0xF1E7D2, 0x40361F},
    TokenColors{"organizer", 0x95385A, 0xEFA0BA},
    TokenColors{"organizer-bg", 0xF5DFE7, 0x482B37},
    TokenColors{"canvas", 0xFAFBFC, 0x191B1F},
    TokenColors{"canvas-dot", 0xDDE0E5, 0x2A2D33},
    TokenColors{"edge", 0x737B88, 0x868D99},
    TokenColors{"edge-hover", 0x574CCB, 0xA8A2F8},
    TokenColors{"dimmed", 0xA9AFB9, 0x555B66},
    TokenColors{"group-a", 0xEDF2FA, 0x1D232E},
    TokenColors{"group-b", 0xEAF4F4, 0x1A2526},
    TokenColors{"group-c", 0xF6F3ED, 0x24221E},
    TokenColors{"group-d", 0xF2EFF9, 0x211F2A},
    TokenColors{"note-bg", 0xFFF3CC, 0x3A3421},
    TokenColors{"shadow", 0x1D2129, 0x000000},
    TokenColors{"code-keyword", 0x96229A, 0xD08AE6},
    TokenColors{"code-type", 0x2456BE, 0x77B5F4},
    TokenColors{"code-string", 0x2D7033, 0x9CC97E},
    TokenColors{"code-number", 0x8A5300, 0xDBA76C},
    TokenColors{"code-comment", 0x646A75, 0x9299A5},
};
static_assert(tokenTable.size() == std::size_t(Token::CodeComment) + 1);

constexpr const TokenColors &colorsOf(Token token) { return tokenTable[std::size_t(token)]; }

} // namespace kilter::ui
