#include "ui/codeview/linecolours.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

namespace kilter::ui {
namespace {

namespace Syntax = KSyntaxHighlighting;

Syntax::Repository &repository()
{
    static Syntax::Repository all;
    return all;
}

/// The role of a text style; the colours are the window's own, which are Atom One's, moved until they can be read.
Token tokenOf(Syntax::Theme::TextStyle style)
{
    using Theme = Syntax::Theme;
    switch (style) {
    case Theme::Keyword:
    case Theme::ControlFlow:
    case Theme::Import:
    case Theme::Preprocessor:
        return Token::CodeKeyword;
    case Theme::DataType:
    case Theme::Attribute:
    case Theme::BuiltIn:
    case Theme::Function:
        return Token::CodeType;
    case Theme::String:
    case Theme::VerbatimString:
    case Theme::SpecialString:
    case Theme::Char:
    case Theme::SpecialChar:
        return Token::CodeString;
    case Theme::DecVal:
    case Theme::BaseN:
    case Theme::Float:
    case Theme::Constant:
        return Token::CodeNumber;
    case Theme::Comment:
    case Theme::Documentation:
    case Theme::Annotation:
    case Theme::CommentVar:
        return Token::CodeComment;
    default:
        return Token::Text;
    }
}

class SyntaxColours : public LineColours, private Syntax::AbstractHighlighter
{
public:
    explicit SyntaxColours(const Syntax::Definition &definition) { setDefinition(definition); }

    State colour(const QString &line, const State &before, std::vector<ColouredRun> &runs) override
    {
        m_runs = &runs;
        const auto *open = static_cast<const Syntax::State *>(before.value.get());
        auto after = std::make_shared<const Syntax::State>(highlightLine(line, open ? *open : Syntax::State()));
        return {std::move(after), [](const void *a, const void *b) { return *static_cast<const Syntax::State *>(a) == *static_cast<const Syntax::State *>(b); }};
    }

private:
    void applyFormat(int offset, int length, const Syntax::Format &format) override
    {
        const Token token = tokenOf(format.textStyle());
        if (length > 0 && token != Token::Text)
            m_runs->push_back({offset, length, token});
    }

    std::vector<ColouredRun> *m_runs = nullptr;
};

} // namespace

std::unique_ptr<LineColours> lineColours(Language language)
{
    if (language == Language::Plain)
        return nullptr;
    const QString name = language == Language::Json ? QStringLiteral("JSON") : language == Language::Sql ? QStringLiteral("SQL") : QStringLiteral("SQL (PostgreSQL)");
    const Syntax::Definition definition = repository().definitionForName(name);
    return definition.isValid() ? std::make_unique<SyntaxColours>(definition) : nullptr;
}

bool hasHighlighting()
{
    return true;
}

} // namespace kilter::ui
