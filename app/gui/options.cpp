#include "app/gui/options.h"

#include "ui/text/text.h"

#include <QCommandLineParser>

namespace kilter::gui {
namespace {

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral("The workbench: models, live differences and migrations of databases in one window."));
    parser.addPositionalArgument(QStringLiteral("workspace"), QStringLiteral("A folder that holds kilter.toml; or a database: its URL, env:NAME, or a file of SQLite."),
                                 QStringLiteral("[WORKSPACE | URL]"));
    parser.addOptions({
        {QStringLiteral("screenshot"), QStringLiteral("Renders a view to a PNG file, without a display, and ends."), QStringLiteral("FILE")},
        {QStringLiteral("view"), QStringLiteral("The view of --screenshot; --list-views names them."), QStringLiteral("NAME")},
        {QStringLiteral("theme"), QStringLiteral("light or dark, instead of the system's."), QStringLiteral("THEME")},
        {QStringLiteral("size"), QStringLiteral("Size of the window, e.g. 1280x800."), QStringLiteral("WxH")},
        {QStringLiteral("scale"), QStringLiteral("Device pixels a pixel of the window, e.g. 2."), QStringLiteral("FACTOR")},
        {QStringLiteral("list-views"), QStringLiteral("Names the views of --screenshot and ends.")},
    });
}

Result<QSize> sizeOf(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    if (size.width() < 320 || size.height() < 240 || size.width() > 8000 || size.height() > 8000)
        return failure(ErrorCode::Usage, "\"" + ui::utf8(text) + "\" is no size of a window", "Sizes are like 1280x800.");
    return size;
}

} // namespace

Result<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return failure(ErrorCode::Usage, ui::utf8(parser.errorText()), "kilter-workbench --help says what there is.");
    Options options;
    const QStringList words = parser.positionalArguments();
    if (words.size() > 1)
        return failure(ErrorCode::Usage, "one workspace is opened, not " + std::to_string(words.size()));
    options.workspace = words.value(0);
    options.screenshot = parser.value(QStringLiteral("screenshot"));
    options.view = parser.value(QStringLiteral("view"));
    options.theme = parser.value(QStringLiteral("theme"));
    options.listViews = parser.isSet(QStringLiteral("list-views"));
    if (!options.theme.isEmpty() && options.theme != QStringLiteral("light") && options.theme != QStringLiteral("dark"))
        return failure(ErrorCode::Usage, "no theme \"" + ui::utf8(options.theme) + '"', "Choose light or dark.");
    if (parser.isSet(QStringLiteral("size"))) {
        KILTER_TRY(options.size, sizeOf(parser.value(QStringLiteral("size"))));
    }
    if (parser.isSet(QStringLiteral("scale"))) {
        options.scale = parser.value(QStringLiteral("scale")).toDouble();
        if (options.scale < 0.5 || options.scale > 4)
            return failure(ErrorCode::Usage, "--scale is a number from 0.5 to 4");
    }
    if (!options.screenshot.isEmpty() && options.view.isEmpty())
        return failure(ErrorCode::Usage, "--screenshot needs --view NAME", "--list-views names them.");
    return options;
}

QString helpText()
{
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

} // namespace kilter::gui
