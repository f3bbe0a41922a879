#include "ui/document/modeldocument.h"

#include "core/base/file.h"
#include "core/base/identifier.h"
#include "core/base/text.h"
#include "ui/document/recovery.h"
#include "ui/document/textcommand.h"
#include "ui/text/text.h"

#include <QFile>
#include <QFileInfo>
#include <QFileSystemWatcher>

namespace kilter::ui {
namespace {

/// A key's pause after which the text is analysed: none that a person could feel, but a burst of changes is one.
constexpr int analysisDelay = 10;
constexpr int journalDelay = 700;
constexpr int diskDelay = 60; ///< editors write in several steps

std::filesystem::path filePath(const QString &path)
{
    return std::filesystem::path(path.toStdString());
}

} // namespace

ModelDocument::ModelDocument(QString path, std::string text, bool isOnDisk, QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_text(std::move(text)), m_diskText(isOnDisk ? m_text : std::string()),
      m_json(Json::object()), m_analysisJob(tr("Checking the model")), m_isOnDisk(isOnDisk)
{
    const auto single = [this](QTimer &timer, int delay, auto slot) {
        timer.setSingleShot(true);
        timer.setInterval(delay);
        connect(&timer, &QTimer::timeout, this, slot);
    };
    single(m_analysisTimer, analysisDelay, &ModelDocument::analyse);
    single(m_journalTimer, journalDelay, &ModelDocument::writeJournal);
    single(m_diskTimer, diskDelay, &ModelDocument::lookAtDisk);
    parse();
    m_toldModified = isModified();
    m_analysisTimer.start();
    watch();
}

ModelDocument::~ModelDocument() = default;

Result<std::unique_ptr<ModelDocument>> ModelDocument::open(const QString &path)
{
    KILTER_TRY(std::string text, readTextFile(filePath(path)));
    auto document = std::make_unique<ModelDocument>(path, std::move(text), true);
    QFile file(path);
    if (file.open(QIODevice::ReadOnly) && file.read(3) == QByteArrayLiteral("\xEF\xBB\xBF"))
        document->m_byteOrderMark = "\xEF\xBB\xBF";
    return document;
}

std::unique_ptr<ModelDocument> ModelDocument::create(const QString &path, const QString &title, Level level)
{
    const std::string name = utf8(title);
    const std::string table = level == Level::Gamma ? std::string() : R"(, "table": )" + quotedJson(fittedIdentifier(tableNameOf(name)));
    const std::string key = level == Level::Gamma ? std::string() : "\n    \"id\": { \"type\": \"string\", \"format\": \"uuid\", \"x-column\": { \"primaryKey\": true } }\n  ";
    std::string text = "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": " + quotedJson(name)
                       + ",\n  \"x-model\": { \"level\": \"" + std::string(keyword(level)) + '"' + table + " },\n  \"type\": \"object\",\n  \"properties\": {"
                       + key + "},\n  \"required\": [" + (key.empty() ? "" : "\"id\"") + "]\n}\n";
    return std::make_unique<ModelDocument>(path, std::move(text), false);
}

std::string ModelDocument::file() const
{
    return filePath(m_path).lexically_normal().string();
}

QString ModelDocument::title() const
{
    const Json *title = m_json.find("title");
    return title && title->isString() && !title->text.empty() ? qtText(title->text) : QFileInfo(m_path).completeBaseName();
}

Level ModelDocument::level() const
{
    const Json *level = valueAt(m_json, "/x-model/level");
    return level ? levelOf(level->text).value_or(Level::Alpha) : Level::Alpha;
}

Result<> ModelDocument::apply(const QString &what, const std::vector<JsonEdit> &edits)
{
    KILTER_TRY(const std::string next, edited(m_text, edits));
    push(what, patchBetween(m_text, next), Origin::Form);
    return {};
}

Result<> ModelDocument::change(const QString &what, const std::function<void(Json &)> &mutate)
{
    return change(what, {}, mutate);
}

Result<> ModelDocument::change(const QString &what, const std::vector<JsonEdit> &edits, const std::function<void(Json &)> &mutate)
{
    KILTER_TRY(std::string next, edited(m_text, edits));
    KILTER_TRY(const Json from, parseJson(next, file()));
    Json to = from;
    mutate(to);
    KILTER_TRY(next, edited(std::move(next), editsBetween(from, to)));
    push(what, patchBetween(m_text, next), Origin::Form);
    return {};
}

void ModelDocument::type(const TextPatch &patch)
{
    push(tr("typing"), patch, Origin::Json);
}

void ModelDocument::setText(const QString &what, const std::string &text)
{
    push(what, patchBetween(m_text, text), Origin::Form);
}

void ModelDocument::push(const QString &what, TextPatch patch, Origin origin)
{
    if (patch.isEmpty())
        return;
    const bool goesOn = origin == Origin::Json && m_sinceTyping.isValid() && m_sinceTyping.elapsed() < 1500;
    m_stack.push(new TextCommand(*this, what, std::move(patch), origin, goesOn));
    if (origin == Origin::Json)
        m_sinceTyping.start();
}

void ModelDocument::applyPatch(const TextPatch &patch, Origin origin)
{
    patch.applyTo(m_text);
    emit textChanged(patch, origin);
    parse();
    m_analysisTimer.start();
    m_journalTimer.start();
    tellModified();
}

void ModelDocument::parse()
{
    auto json = parseJson(m_text, file());
    const auto before = std::exchange(m_syntaxError, std::nullopt);
    if (json) {
        m_json = std::move(*json);
    } else {
        const Error &error = json.error();
        m_syntaxError = error.diagnostics.empty() ? Diagnostic{Severity::Error, "json", error.message, error.hint, {file(), 1, 1}} : error.diagnostics.front();
    }
    if (before != m_syntaxError)
        emit syntaxChanged();
    if (!m_syntaxError)
        emit jsonChanged();
}

void ModelDocument::setSurroundings(Surroundings around)
{
    m_around = std::move(around);
    m_analysisTimer.start();
}

void ModelDocument::analyse()
{
    m_analysisJob.run(
        [text = m_text, shown = file(), around = m_around](const JobControl &control) { return kilter::ui::analysed(text, shown, around, control.stopToken()); },
        [this](Analysis analysis) {
            m_analysis = std::move(analysis);
            emit analysed();
        });
}

Diagnostics ModelDocument::diagnostics() const
{
    return m_syntaxError ? Diagnostics{*m_syntaxError} : m_analysis.diagnostics;
}

void ModelDocument::tellModified()
{
    const bool modified = isModified();
    if (!modified && m_isJournalled)
        forgetUnsaved();
    if (std::exchange(m_toldModified, modified) != modified)
        emit modifiedChanged(modified);
}

Result<> ModelDocument::save()
{
    lookAtDisk();
    if (hasOutsideChange())
        return failure(ErrorCode::Refused, "the file was changed by another program: " + file(), "Reload it, merge the two, or keep yours; then save again.");
    KILTER_CHECK(writeTextFile(filePath(m_path), m_byteOrderMark + m_text));
    m_diskText = m_text;
    m_isOnDisk = true;
    m_stack.setClean();
    forgetUnsaved();
    watch();
    tellModified();
    return {};
}

void ModelDocument::watch()
{
    if (!m_watcher) {
        m_watcher = new QFileSystemWatcher(this);
        connect(m_watcher, &QFileSystemWatcher::fileChanged, &m_diskTimer, qOverload<>(&QTimer::start));
        connect(m_watcher, &QFileSystemWatcher::directoryChanged, &m_diskTimer, qOverload<>(&QTimer::start));
    }
    // A file that is replaced as a whole is watched no longer; its folder tells of the new one.
    const QString folder = QFileInfo(m_path).absolutePath();
    if (QFile::exists(m_path) && !m_watcher->files().contains(m_path))
        m_watcher->addPath(m_path);
    if (QFile::exists(folder) && !m_watcher->directories().contains(folder))
        m_watcher->addPath(folder);
}

void ModelDocument::lookAtDisk()
{
    watch();
    if (!m_isOnDisk && !QFile::exists(m_path))
        return;
    auto text = readTextFile(filePath(m_path));
    if (!text && QFile::exists(m_path))
        return; // half written, or not readable for the moment: the next change of the folder tells
    const std::optional<std::string> now = text ? std::optional(std::move(*text)) : std::nullopt;
    const bool same = m_isOnDisk ? now == m_diskText : now == m_text;
    const bool had = hasOutsideChange();
    m_outside.reset();
    if (!same)
        m_outside = now;
    if (!same && now && !isModified()) {
        reload();
        return;
    }
    if (!same || had)
        emit outsideChanged();
}

void ModelDocument::reload()
{
    if (!m_outside || !*m_outside)
        return;
    takeMerged(std::string(**m_outside)); // which forgets what was outside
}

void ModelDocument::takeMerged(std::string text)
{
    if (!m_outside)
        return;
    const auto outside = *std::exchange(m_outside, std::nullopt);
    m_diskText = outside.value_or(std::string());
    m_isOnDisk = outside.has_value();
    push(tr("change from outside"), patchBetween(m_text, text), Origin::Disk);
    tellModified();
    emit outsideChanged();
}

void ModelDocument::keepMine()
{
    takeMerged(m_text);
    m_journalTimer.start();
}

void ModelDocument::setRecovery(std::shared_ptr<RecoverySession> session)
{
    m_recovery = std::move(session);
    if (isModified())
        m_journalTimer.start();
}

void ModelDocument::writeJournal()
{
    if (!m_recovery || !isModified())
        return;
    m_recovery->write({m_path, m_text, m_diskText, m_isOnDisk, {}}, [self = QPointer<ModelDocument>(this)] {
        if (!self)
            return;
        self->m_isJournalled = true;
        self->m_sinceJournal.start();
        if (!self->isModified())
            self->forgetUnsaved();
        emit self->journalWritten();
    });
}

qint64 ModelDocument::millisecondsSinceJournal() const
{
    return m_isJournalled && m_sinceJournal.isValid() ? m_sinceJournal.elapsed() : -1;
}

void ModelDocument::recover(const UnsavedText &unsaved)
{
    setText(tr("recovered text"), unsaved.text);
    if (!m_isOnDisk || unsaved.diskText == m_diskText)
        return;
    m_diskText = unsaved.diskText;
    lookAtDisk();
}

void ModelDocument::forgetUnsaved()
{
    m_journalTimer.stop();
    m_isJournalled = false;
    if (m_recovery)
        m_recovery->remove(m_path);
}

} // namespace kilter::ui
