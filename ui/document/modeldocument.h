#pragma once
#include "ui/document/analysis.h"
#include "ui/document/textpatch.h"
#include "ui/jobs/jobslot.h"

#include "core/model/edit.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QUndoStack>

class QFileSystemWatcher;

namespace kilter::ui {

class RecoverySession;
struct UnsavedText;

/// Where a change of the text came from.
enum class Origin { Form, Json, Undo, Disk };

/// One model definition that is being edited: its text, what the text means, and its undo stack. The text is the truth; the form and the
/// JSON pane are two views of it, and an edit in either is one step of the stack. While the text is no JSON, json() stays that of the last
/// text that was, and the form is not to be edited. Diagnostics and SQL follow the text from a worker.
class ModelDocument : public QObject
{
    Q_OBJECT
public:
    /// `path` is absolute; its file may be missing as yet.
    ModelDocument(QString path, std::string text, bool isOnDisk, QObject *parent = nullptr);
    ~ModelDocument() override;
    /// Reads the file. Invalid when it cannot be read; a file that is no model opens all the same.
    [[nodiscard]] static Result<std::unique_ptr<ModelDocument>> open(const QString &path);
    /// A new model that no file holds yet: title, level, and the primary key "id".
    static std::unique_ptr<ModelDocument> create(const QString &path, const QString &title, Level level);

    const QString &path() const { return m_path; }
    std::string file() const; ///< as diagnostics name it
    QString title() const;    ///< of the model, or the file's name while it has none
    Level level() const;

    const std::string &text() const { return m_text; }
    const Json &json() const { return m_json; }
    bool isJson() const { return !m_syntaxError; }
    const std::optional<Diagnostic> &syntaxError() const { return m_syntaxError; }

    QUndoStack *undoStack() { return &m_stack; }
    bool isModified() const { return m_text != m_diskText || !m_isOnDisk; }
    bool isOnDisk() const { return m_isOnDisk; }

    /// Changes the text by edits of the JSON; one step of the stack. An error changes nothing: the text is no JSON, or has no such place.
    [[nodiscard]] Result<> apply(const QString &what, const std::vector<JsonEdit> &edits);
    /// The same, for whatever `mutate` makes of the JSON. Nothing happens when it makes no difference.
    [[nodiscard]] Result<> change(const QString &what, const std::function<void(Json &root)> &mutate);
    /// First edits, then a mutation of their result, as one step: renaming a field and whatever names it.
    [[nodiscard]] Result<> change(const QString &what, const std::vector<JsonEdit> &edits, const std::function<void(Json &root)> &mutate);
    /// What was typed in the JSON pane. Typing goes on in one step as long as it goes on in one line without a pause.
    void type(const TextPatch &patch);
    /// The whole text, as one step.
    void setText(const QString &what, const std::string &text);

    void setSurroundings(Surroundings around);
    const Surroundings &surroundings() const { return m_around; }
    const Analysis &analysis() const { return m_analysis; }
    bool isAnalysed() const { return !m_analysisJob.isBusy() && !m_analysisTimer.isActive(); }
    /// The syntax error alone while there is one, else the findings of the analysis.
    Diagnostics diagnostics() const;

    /// Atomic: the file holds the old or the new text, whatever happens. Refused when the file was changed outside and nobody has decided.
    [[nodiscard]] Result<> save();

    /// The file was changed by another program since it was read or saved: its text, or none when it was deleted.
    bool hasOutsideChange() const { return m_outside.has_value(); }
    const std::optional<std::string> &outsideText() const { return *m_outside; }
    const std::string &diskText() const { return m_diskText; } ///< as it was read or saved last: the common ancestor of a merge
    void reload();                              ///< takes the file's text; one step of the stack
    void keepMine();                            ///< the file's new text is the one that the next save replaces
    void takeMerged(std::string text);   ///< this text instead of either; one step
    void lookAtDisk();                          ///< as if the watcher had told of a change

    /// Unsaved text goes there a moment after each change, and is removed when it is saved or undone.
    void setRecovery(std::shared_ptr<RecoverySession> session);
    /// Since the journal was written last; -1: nothing unsaved is in it.
    qint64 millisecondsSinceJournal() const;
    /// Takes over what a lost session had: one step of the stack. When the file is no longer what it was then, that is an outside change.
    void recover(const UnsavedText &unsaved);
    /// Closing without saving: the journal has nothing of it any more.
    void forgetUnsaved();

signals:
    void textChanged(const kilter::ui::TextPatch &patch, kilter::ui::Origin origin);
    void jsonChanged();    ///< json() is new
    void syntaxChanged();  ///< isJson() or the place of the error
    void analysed();
    void modifiedChanged(bool modified);
    void outsideChanged(); ///< there is an outside change to decide, or none any more
    void journalWritten();

private:
    friend class TextCommand;

    void applyPatch(const TextPatch &patch, Origin origin);
    void push(const QString &what, TextPatch patch, Origin origin);
    void parse();
    void analyse();
    void tellModified();
    void watch();
    void writeJournal();

    QString m_path;
    std::string m_text;
    std::string m_diskText;
    std::string m_byteOrderMark; ///< of the file, which keeps it; not part of the text
    Json m_json;
    std::optional<Diagnostic> m_syntaxError;
    Surroundings m_around;
    Analysis m_analysis;
    std::optional<std::optional<std::string>> m_outside;
    std::shared_ptr<RecoverySession> m_recovery;
    QUndoStack m_stack;
    JobSlot m_analysisJob;
    QTimer m_analysisTimer;
    QTimer m_journalTimer;
    QTimer m_diskTimer;
    QElapsedTimer m_sinceJournal;
    QElapsedTimer m_sinceTyping;
    QFileSystemWatcher *m_watcher = nullptr;
    bool m_isOnDisk;
    bool m_toldModified = false;
    bool m_isJournalled = false;
};

} // namespace kilter::ui
