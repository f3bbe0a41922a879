#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/pictureapplication.h"
#include "app/cli/source.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/diagram/export.h"
#include "core/diagram/fontmetrics.h"
#include "core/diagram/levels.h"
#include "core/diagram/picture.h"
#include "core/workspace/models.h"

namespace kilter::cli {
namespace {

constexpr const char *fontFamily = "DejaVu Sans"; ///< pinned, so that a picture is the same everywhere
constexpr std::array pictureFormats{"png", "pdf"};

struct DiagramArguments
{
    std::string output;
    std::string from;
    std::string diagram;
    std::vector<std::string> tables;
    std::string around;
    std::optional<int> depth;
    std::string columns;
    std::string diff;
    std::vector<std::string> renames;
    std::string theme = "light";
    bool noViews = false;
    bool partitions = false;
    bool stamp = false;
};

bool isPictureFormat(std::string_view format)
{
    return std::ranges::find(pictureFormats, format) != pictureFormats.end();
}

/// The file's ending, or --format.
Result<std::string> formatOf(const Context &context, const DiagramArguments &arguments)
{
    const std::string &asked = context.options.format;
    const std::string ending = lowered(std::filesystem::path(arguments.output).extension().string());
    const std::string format = asked != "text" ? asked : arguments.output == "-" ? "svg" : ending.empty() ? "" : ending.substr(1);
    if (isDiagramTextFormat(format) || isPictureFormat(format))
        return format;
    return failure(ErrorCode::Usage, format.empty() ? arguments.output + " has no ending that names a format" : "there is no diagram format " + format,
                   "Formats: svg, html, png, pdf, dot, mmd, puml, dbml, md");
}

/// What is drawn; beside it the workspace whose models say the levels, and whose saved diagrams are meant.
struct Drawn
{
    Source source;
    std::optional<Workspace> workspace;
};

Result<Drawn> drawnOf(const Context &context, const DiagramArguments &arguments)
{
    Drawn drawn;
    // A database that was named is meant rather than the workspace that it is called in.
    const std::string text = arguments.from.empty() ? context.options.url : arguments.from;
    KILTER_TRY(drawn.source, parseSource(context, text, true));
    drawn.workspace = drawn.source.workspace;
    if (!drawn.workspace) {
        KILTER_TRY(drawn.workspace, context.workspaceIfAny());
    }
    return drawn;
}

/// Where the workspace's models say so: the levels of tables of this catalog.
Result<std::function<std::string(const ObjectRef &)>> levelsIn(const Catalog &catalog, const Context &context, const Drawn &drawn)
{
    if (!drawn.workspace)
        return std::function<std::string(const ObjectRef &)>();
    KILTER_TRY(const ModelFiles files, readModelFiles(*drawn.workspace));
    const auto store = context.storeConfig(*drawn.workspace);
    return levelsOf(files.models, store ? defaultSchemaOf(*store) : std::string(), catalog);
}

/// The graph, and the catalogs that it was made of.
Result<> readInto(DiagramExport &what, const Context &context, const DiagramArguments &arguments, const Drawn &drawn)
{
    GraphOptions options;
    options.tables = arguments.tables.empty() ? what.saved.tables : arguments.tables;
    options.around = arguments.around;
    options.depth = arguments.depth.value_or(1);
    options.views = !arguments.noViews;
    options.partitions = arguments.partitions;
    if (!arguments.diff.empty()) {
        KILTER_TRY(const Source before, parseSource(context, arguments.diff, false));
        DiffOptions diffOptions;
        diffOptions.findRenames = false;
        KILTER_TRY(Comparison comparison, compare(context, before, drawn.source, diffOptions, arguments.renames));
        printDiagnostics(comparison.notes);
        KILTER_TRY(options.levelOf, levelsIn(comparison.to, context, drawn));
        KILTER_TRY(what.graph, diagramGraph(comparison.from, comparison.to, diffOptions.renames, options));
        what.before = std::make_shared<Catalog>(std::move(comparison.from));
        what.catalog = std::make_shared<Catalog>(std::move(comparison.to));
        what.compared = {before.text, drawn.source.text};
        return {};
    }
    DialectKind dialect = DialectKind::PostgreSql;
    if (const auto known = dialectOf(drawn.source)) {
        dialect = *known;
    } else if (drawn.workspace) {
        if (const auto store = context.storeConfig(*drawn.workspace))
            dialect = store->kind == StoreKind::Sqlite ? DialectKind::Sqlite : DialectKind::PostgreSql;
    }
    KILTER_TRY(Catalog catalog, catalogOf(drawn.source, dialect, 0, context.openWatch(drawn.source.target ? &*drawn.source.target : nullptr)));
    printDiagnostics(catalog.notes);
    KILTER_TRY(options.levelOf, levelsIn(catalog, context, drawn));
    KILTER_TRY(what.graph, diagramGraph(catalog, options));
    what.catalog = std::make_shared<Catalog>(std::move(catalog));
    return {};
}

/// A pattern that names nothing is a slip that the picture would hide.
Result<> checkPatterns(const DiagramGraph &graph, const DiagramArguments &arguments)
{
    for (const std::string &pattern : arguments.around.empty() ? arguments.tables : std::vector<std::string>()) {
        const auto names = [&](const DiagramTable &table) { return matchesPattern(pattern, table.ref) || matchesGlob(pattern, table.before); };
        if (std::ranges::none_of(graph.tables, names))
            return failure(ErrorCode::Usage, "no table is named by --tables " + pattern);
    }
    return {};
}

Result<> loadSaved(DiagramExport &what, const DiagramArguments &arguments, const Drawn &drawn)
{
    if (arguments.diagram.empty())
        return {};
    if (!drawn.workspace)
        return failure(ErrorCode::Usage, "--diagram names a diagram of a workspace, and there is none here");
    KILTER_TRY(what.saved, readDiagram(drawn.workspace->folder, arguments.diagram));
    return {};
}

/// The saved diagram's name, the database's where one was named, else the workspace's.
std::string titleOf(const DiagramArguments &arguments, const Drawn &drawn)
{
    if (!arguments.diagram.empty())
        return arguments.diagram;
    const Source &source = drawn.source;
    if (source.type == Source::Type::Database && source.target && !source.target->isConfigured)
        return source.target->url.database;
    if (source.type == Source::Type::SqlFile)
        return std::filesystem::path(source.argument).stem().string();
    return drawn.workspace ? drawn.workspace->name : "Diagram";
}

Result<> write(const std::string &output, const std::string &bytes)
{
    if (output == "-") {
        print(bytes);
        return {};
    }
    return writeTextFile(output, bytes);
}

Result<std::string> written(const DiagramExport &what, const std::string &format, const Context &context)
{
    if (!isPictureFormat(format))
        return exportDiagram(what, format, context.stop);
    KILTER_TRY(const std::string svg, exportDiagram(what, "svg", context.stop));
    KILTER_TRY(const Picture picture, format == "png" ? pngOf(svg) : pdfOf(svg, what.title));
    if (format == "png" && picture.scale < 1)
        warn("warning: the picture is reduced to " + std::to_string(int(picture.scale * 100)) + " %, the most that PNG is good for; SVG and HTML are not");
    return picture.bytes;
}

HtmlStamp stampOf(const DiagramExport &what, const Drawn &drawn)
{
    const std::time_t now = std::time(nullptr);
    std::array<char, 32> time{};
    std::strftime(time.data(), time.size(), "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now));
    return {drawn.source.text, time.data(), catalogHash(*what.catalog)};
}

Result<int> runDiagram(const Context &context, const DiagramArguments &arguments)
{
    KILTER_TRY(const std::string format, formatOf(context, arguments));
    if (arguments.depth && arguments.around.empty())
        return failure(ErrorCode::Usage, "--depth needs --around TABLE");
    if (!arguments.renames.empty() && arguments.diff.empty())
        return failure(ErrorCode::Usage, "--rename needs --diff SOURCE");
    KILTER_TRY(const Drawn drawn, drawnOf(context, arguments));
    DiagramExport what;
    KILTER_CHECK(loadSaved(what, arguments, drawn));
    KILTER_CHECK(readInto(what, context, arguments, drawn));
    KILTER_CHECK(checkPatterns(what.graph, arguments));
    if (!arguments.columns.empty())
        what.saved.columns = *diagramColumnsOf(arguments.columns);
    else if (arguments.diagram.empty())
        what.saved.columns = fittingColumns(what.graph.tables.size());
    what.title = titleOf(arguments, drawn);
    what.dark = arguments.theme == "dark";
    if (arguments.stamp)
        what.stamp = stampOf(what, drawn);
    const PictureApplication application; // fonts
    if (!hasFont(fontFamily))
        warn(std::string("warning: the font ") + fontFamily + " is not installed: texts are measured in another one");
    what.fontFamily = fontFamily;
    what.layout.metrics = measuredMetrics(fontFamily);
    if (!arguments.around.empty()) {
        KILTER_TRY(const std::size_t middle, tableNamed(what.graph, arguments.around));
        what.layout.middle = what.graph.tables[middle].id;
    }
    if (isPictureFormat(format) || format == "svg" || format == "html") {
        KILTER_TRY(const DiagramLayout layout, layoutOf(what, what.saved.columns, context.stop));
        printDiagnostics(layout.notes);
    }
    KILTER_TRY(const std::string bytes, written(what, format, context));
    KILTER_CHECK(write(arguments.output, bytes));
    return 0;
}

} // namespace

void addDiagram(CLI::App &app, Context &context)
{
    auto arguments = std::make_shared<DiagramArguments>();
    CLI::App *command = app.add_subcommand("diagram", "The entity-relationship diagram of a workspace, a database, a script or a revision");
    command->add_option("-o,--output", arguments->output, "The file; its ending is the format. - for standard output (--format svg …)")->required()->type_name("FILE");
    command->add_option("--from", arguments->from, "A database URL, workspace:DIR, sql:FILE or revision:ID (default: the workspace, or --url)")->type_name("SOURCE");
    command->add_option("--diagram", arguments->diagram, "A saved diagram: diagrams/NAME.json says what is shown and where it stands")->type_name("NAME");
    command->add_option("--tables", arguments->tables, "Only tables that the PATTERN names: kind:schema.name with globs")->allow_extra_args(false)->type_name("PATTERN");
    command->add_option("--around", arguments->around, "Only the table and what is near it")->type_name("TABLE");
    command->add_option("--depth", arguments->depth, "With --around: so many references away (default: 1)")->check(CLI::Range(0, 99))->type_name("N");
    command->add_option("--columns", arguments->columns, "all, keys or none (default: by the number of tables)")->check(CLI::IsMember({"all", "keys", "none"}));
    command->add_option("--diff", arguments->diff, "Marks what was added, removed, changed and renamed since this source")->type_name("SOURCE");
    command->add_option("--rename", arguments->renames, "With --diff, a decided rename: column:public.t.old=new")->allow_extra_args(false);
    command->add_option("--theme", arguments->theme, "light or dark: svg, png, pdf")->check(CLI::IsMember({"light", "dark"}));
    command->add_flag("--no-views", arguments->noViews, "Without views");
    command->add_flag("--partitions", arguments->partitions, "With partitions, not only the partitioned tables");
    command->add_flag("--stamp", arguments->stamp, "html: say source, time and hash; without it the same schema gives the same bytes");
    command->footer("Formats: svg, html (one file with search and pages of tables), png, pdf, dot, mmd (Mermaid), puml (PlantUML), dbml, md (data dictionary).\n\n"
                    "Examples:\n"
                    "  kilter diagram -o shop.html\n"
                    "  kilter diagram -o orders.svg --around orders --depth 2 --columns all\n"
                    "  kilter diagram -o changes.html --diff revision:1.2.0\n"
                    "  kilter diagram -o - --format mmd --from sqlite:app.db");
    command->callback([&context, arguments] { context.command = [&context, arguments] { return runDiagram(context, *arguments); }; });
}

} // namespace kilter::cli
