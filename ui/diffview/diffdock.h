#pragma once
#include "ui/diffview/diffrow.h"
#include "ui/diffview/livediff.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace kilter::ui {

class DiffModel;
class DiffTree;
class EmptyState;
class MainWindow;
class SqlPanel;

/// The dock "Live diff": the tree of differences, below it the SQL of what is ticked; or what there is to do when nothing can be compared.
class DiffDock : public QWidget
{
    Q_OBJECT
public:
    DiffDock(MainWindow &window, LiveDiff &diff);

    DiffTree *tree() const { return m_tree; }
    DiffModel *model() const { return m_model; }
    SqlPanel *sql() const { return m_sql; }

signals:
    /// A decision that is not the live diff's own: update the store, the model, or ignore.
    void decided(kilter::ui::RowButton decision, const kilter::ui::DiffNode &node);
    void openRequested(const kilter::ui::DiffNode &node);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addState(LiveDiff::Phase phase, const QString &icon, const QString &title, const QString &explanation, const QStringList &commands = {});
    QWidget *footer();
    void refresh();
    void showWords();
    void showFooter();

    MainWindow &m_window;
    LiveDiff &m_diff;
    QStackedWidget *m_stack;
    std::map<LiveDiff::Phase, EmptyState *> m_states;
    QSplitter *m_splitter;
    DiffModel *m_model;
    DiffTree *m_tree;
    SqlPanel *m_sql;
    QLabel *m_note;
    QLabel *m_selected;
    QPushButton *m_generate;
};

} // namespace kilter::ui
