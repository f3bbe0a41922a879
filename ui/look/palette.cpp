#include "ui/look/look.h"

namespace kilter::ui {

QPalette Look::palette(Theme theme)
{
    const std::pair<QPalette::ColorRole, Token> roles[] = {
        {QPalette::Window, Token::Window},
        {QPalette::Base, Token::Surface},
        {QPalette::AlternateBase, Token::Window},
        {QPalette::Button, Token::Button},
        {QPalette::Light, Token::Surface},
        {QPalette::Midlight, Token::Divider},
        {QPalette::Mid, Token::ButtonBorder},
        {QPalette::Dark, Token::Border},
        {QPalette::Shadow, Token::Shadow},
        {QPalette::WindowText, Token::Text},
        {QPalette::Text, Token::Text},
        {QPalette::ButtonText, Token::Text},
        {QPalette::BrightText, Token::OnAccent},
        {QPalette::HighlightedText, Token::Text},
        {QPalette::PlaceholderText, Token::TextSecondary},
        {QPalette::Highlight, Token::Selection},
        {QPalette::Link, Token::AccentText},
        {QPalette::LinkVisited, Token::AccentText},
        {QPalette::ToolTipBase, Token::Raised},
        {QPalette::ToolTipText, Token::Text},
    };
    QPalette palette;
    for (const auto &[role, token] : roles)
        palette.setColor(QPalette::All, role, color(token, theme));
    palette.setColor(QPalette::Inactive, QPalette::Highlight, color(Token::SelectionInactive, theme));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, color(Token::TextDisabled, theme));
    palette.setColor(QPalette::Disabled, QPalette::Base, color(Token::Window, theme));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(Token::SelectionInactive, theme));
    return palette;
}

} // namespace kilter::ui
