#include "tests/ui/uitest.h"

#include "core/diagram/colours.h"
#include "ui/look/tokens.h"

#include <QFocusFrame>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

using namespace kilter::ui;

namespace {

double channel(int value)
{
    const double c = value / 255.0;
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

/// WCAG 2 relative luminance.
double luminance(const QColor &color)
{
    return 0.2126 * channel(color.red()) + 0.7152 * channel(color.green()) + 0.0722 * channel(color.blue());
}

double contrast(const QColor &a, const QColor &b)
{
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

constexpr double text = 4.5; ///< least contrast
constexpr double mark = 3;

struct Pair
{
    Token role;
    std::vector<Token> grounds;
    double least;
};

const std::vector<Token> plain{Token::Window, Token::Surface, Token::Raised};
const std::vector<Token> rows{Token::Window, Token::Surface, Token::Raised, Token::Hover, Token::Selection, Token::SelectionInactive};

/// Every pair of role and ground that may stand together. Exempt: disabled, dimmed, decoration.
std::vector<Pair> pairs()
{
    std::vector<Pair> all{
        {Token::Text, {Token::Window, Token::Surface, Token::Raised, Token::Button, Token::Hover, Token::Pressed, Token::Selection,
                       Token::SelectionInactive, Token::Match, Token::AddBg, Token::RemoveBg, Token::ChangeBg, Token::RenameBg, Token::AddStrong,
                       Token::RemoveStrong, Token::ChangeStrong, Token::RenameStrong, Token::OkBg, Token::InfoBg, Token::WarnBg, Token::DangerBg,
                       Token::AlphaBg, Token::BetaBg, Token::GammaBg, Token::QualifierBg, Token::OrganizerBg, Token::Canvas, Token::NoteBg,
                       Token::GroupA, Token::GroupB, Token::GroupC, Token::GroupD}, text},
        {Token::TextSecondary, rows, text},
        {Token::TextSecondary, {Token::GroupA, Token::GroupB, Token::GroupC, Token::GroupD, Token::Canvas}, text},
        {Token::AccentText, rows, text},
        {Token::OnAccent, {Token::Accent, Token::AccentHover, Token::AccentPressed}, text},
        {Token::OnDanger, {Token::DangerFill, Token::DangerFillHover, Token::DangerFillPressed}, text},
        {Token::OnDevelopment, {Token::Development}, text},
        {Token::OnStaging, {Token::Staging}, text},
        {Token::OnProduction, {Token::Production}, text},
        {Token::BorderStrong, plain, mark},
        {Token::Accent, {Token::Window, Token::Surface}, mark},
        {Token::FocusRing, plain, mark},
        {Token::Edge, {Token::Canvas, Token::GroupA, Token::GroupB, Token::GroupC, Token::GroupD}, mark},
        {Token::EdgeHover, {Token::Canvas, Token::GroupA, Token::GroupB, Token::GroupC, Token::GroupD}, mark},
    };
    const std::pair<Token, Token> signs[] = {{Token::Add, Token::AddBg}, {Token::Remove, Token::RemoveBg}, {Token::Change, Token::ChangeBg},
                                             {Token::Rename, Token::RenameBg}, {Token::Ok, Token::OkBg}, {Token::Info, Token::InfoBg},
                                             {Token::Warn, Token::WarnBg}, {Token::Danger, Token::DangerBg}};
    for (const auto &[sign, ground] : signs) {
        all.push_back({sign, rows, text});
        all.push_back({sign, {ground}, text});
    }
    const std::pair<Token, Token> levels[] = {{Token::Alpha, Token::AlphaBg}, {Token::Beta, Token::BetaBg}, {Token::Gamma, Token::GammaBg},
                                              {Token::Qualifier, Token::QualifierBg}, {Token::Organizer, Token::OrganizerBg}};
    for (const auto &[level, ground] : levels)
        all.push_back({level, {ground}, text});
    for (const Token code : {Token::CodeKeyword, Token::CodeType, Token::CodeString, Token::CodeNumber, Token::CodeComment})
        all.push_back({code, {Token::Surface, Token::Window, Token::AddBg, Token::RemoveBg, Token::ChangeBg, Token::RenameBg}, text});
    return all;
}

} // namespace

class TestLook : public QObject
{
    Q_OBJECT

private slots:
    /// Pictures that are written without a window have a table of their own.
    void picturesHaveTheSameColours()
    {
        for (const kilter::DiagramColour &colour : kilter::diagramColours) {
            const auto found = std::find_if(tokenTable.begin(), tokenTable.end(), [&](const TokenColors &token) { return token.name == colour.name; });
            QVERIFY2(found != tokenTable.end(), std::string(colour.name).c_str());
            QCOMPARE(colour.light, found->light);
            QCOMPARE(colour.dark, found->dark);
        }
    }

    void contrastIsEnough_data()
    {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << int(Theme::Light);
        QTest::newRow("dark") << int(Theme::Dark);
    }

    void contrastIsEnough()
    {
        QFETCH(int, theme);
        QStringList low;
        for (const Pair &pair : pairs()) {
            for (const Token ground : pair.grounds) {
                const double value = contrast(Look::color(pair.role, Theme(theme)), Look::color(ground, Theme(theme)));
                if (value < pair.least)
                    low += QStringLiteral("%1 on %2: %3 < %4").arg(QLatin1StringView(colorsOf(pair.role).name.data()),
                                                                   QLatin1StringView(colorsOf(ground).name.data())).arg(value, 0, 'f', 2).arg(pair.least);
            }
        }
        QVERIFY2(low.isEmpty(), qPrintable(low.join(QLatin1Char('\n'))));
    }

    void contrastIsMeasuredAsWcagSays()
    {
        QCOMPARE(qRound(contrast(Qt::black, Qt::white) * 10), 210);
        QCOMPARE(qRound(contrast(QColor(0x77, 0x77, 0x77), Qt::white) * 100), 448); // the well-known grey that just fails
    }

    /// A button reached by Tab has its ring outside; one that was clicked has none.
    void theFocusRingIsOutsideOfButtons()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *first = new QLineEdit(&window);
        auto *button = new QPushButton(QStringLiteral("Do"), &window);
        column->addWidget(first);
        column->addWidget(button);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window, patience));
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), button);
        const auto *ring = window.findChild<QFocusFrame *>();
        QVERIFY(ring && ring->isVisible());
        QCOMPARE(QRect(ring->mapTo(&window, QPoint()), ring->size()), button->geometry().adjusted(-3, -3, 3, 3));
        const QImage picture = window.grab().toImage();
        QCOMPARE(picture.pixelColor(button->geometry().center().x(), button->geometry().top() - 3), Look::color(Token::FocusRing));
        QTest::keyClick(button, Qt::Key_Backtab);
        QVERIFY(!ring->isVisible());
    }

    void choosingAThemeIsTold()
    {
        Look &look = Look::instance();
        QSignalSpy changed(&look, &Look::changed);
        look.choose(ThemeChoice::Dark);
        QVERIFY(look.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Window), Look::color(Token::Window, Theme::Dark));
        look.choose(ThemeChoice::Light);
        QVERIFY(!look.isDark());
        QCOMPARE(changed.count(), 2);
    }
};

KILTER_UI_TEST(TestLook)
#include "tst_look.moc"
