#pragma once
#include "ui/document/recovery.h"
#include "ui/jobs/jobslot.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/document/modeldocument.h"
#include "ui/modeleditor/modelpage.h"

#include <QTimer>

#include <set>

namespace kilter::ui {

/// All model pages of a window: opens them, tells each what the workspace and the other pages have, and asks after a crash.
class ModelEditors : public QObject
{
    Q_OBJECT
public:
    explicit ModelEditors(MainWindow &window);

    Page *openPage(const QString &file); ///< the factory of page kind "model"; null when there is no such file
    void newModel();
    ModelPage *createModel(const QString &path, const QString &title, Level level);
    ModelPage *openTitle(const QString &title);
    bool openPlace(const SourcePlace &place);
    ModelPage *current() const;
    /// Sessions that a crash has left, once they are known; shows the dialog when there are any.
    void lookForLost();
    void recover(const std::vector<UnsavedText> &texts);

signals:
    void recoveryAsked(); ///< it was looked for: the dialog is there if it is to be

private:
    ModelPage *add(std::unique_ptr<ModelDocument> document);
    void tellSurroundings(ModelPage *page);
    void tellAll();
    void tellDraft(ModelPage *page);
    void tellProblems(ModelPage *page);
    std::vector<ModelPage *> pages() const;

    MainWindow &m_window;
    std::shared_ptr<RecoverySession> m_recovery;
    std::set<std::string> m_saved; ///< files whose text was written and has not been read again
    std::unique_ptr<ModelDocument> m_made; ///< a new one, on its way into a page
    JobSlot m_lost;
    QTimer m_surroundings;
};

} // namespace kilter::ui
