#pragma once
#include "core/diagram/export.h"
#include "ui/diagram/content.h"
#include "ui/diagram/diagramdata.h"
#include "ui/diffview/livediff.h"
#include "ui/jobs/jobslot.h"
#include "ui/mainwindow/page.h"

class QComboBox;
class QLabel;
class QToolButton;
class QUndoStack;

namespace kilter::ui {

class Banner;
class DiagramCanvas;
class DiagramFind;
class EmptyState;
class MainWindow;
class Minimap;
class Segments;
class TableList;

/// A diagram as a document: toolbar, list twin, canvas. It shows the models as they are typed, the store, or the schema as of a migration, alone
/// or against each other. Key: "diagram:NAME"; without a name it is not saved.
class DiagramPage : public Page
{
    Q_OBJECT
public:
    DiagramPage(MainWindow &window, LiveDiff &diff, const QString &name);
    ~DiagramPage() override;

    QString key() const override { return QStringLiteral("diagram:") + m_name; }
    QString title() const override { return m_name.isEmpty() ? tr("Diagram") : m_name; }
    QIcon pageIcon() const override;
    bool wantsWholeWindow() const override { return true; }
    bool isDirty() const override;
    [[nodiscard]] Result<> save() override;
    QUndoStack *undoStack() override { return m_undo; }
    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject &state) override;
    void find();

    DiagramCanvas *canvas() const { return m_canvas; }
    DiagramFind *findBar() const { return m_find; }
    TableList *tables() const { return m_tables; }
    const SavedDiagram &content() const { return m_content; }
    /// Nothing is being read or laid out.
    bool isReady() const { return !m_graphing.isBusy() && !m_layouting.isBusy() && m_scene; }

    void setColumns(DiagramColumns columns);
    void setShown(const QString &source); ///< "models" | "store" | "revision:ID"
    void setDifferences(bool on);
    void focusOn(int table, int depth);
    void leaveFocus();
    void arrange(); ///< a full layout, on request only
    void addNote(const QString &text);
    void groupSelection(const QString &title);
    void ungroupSelection();
    void showTable(const std::string &name, bool focused = false);
    void collapseGroup(std::size_t group, bool collapsed); ///< index into content().groups
    void saveAs(const QString &name);
    void exportTo(const QString &path);
    void copyAsImage();
    void print();

    void askForNote();
    void askForGroup();
    void askForName();
    void askForExport();
    void toggleFocus();
    void toggleDifferences();
    void findFirst(const QString &text);

private:
    friend class DiagramEdit;
    struct Drawn; ///< graph and layout as a worker made them

    void build();
    QWidget *toolBar();
    void connectCanvas();
    void fillSources();
    void refresh();
    void take(DiagramSource source);
    void layOut(DiagramSource source, bool isFirst);
    void loadSaved();
    DiagramExport exportInput() const;
    void sayNotes();
    std::vector<std::string> selectedIds() const;
    void show(std::shared_ptr<const Drawn> drawn, bool fits);
    void setContent(SavedDiagram content);
    void change(const QString &what, SavedDiagram content);
    void record(const QString &what, SavedDiagram before, SavedDiagram after); ///< as a step of undo, which is done
    void moveTables(const std::vector<int> &tables, const QPointF &by);
    void moveNote(int note, const QPointF &by);
    void editNote(int note);
    void recolorGroup(const std::vector<std::string> &tables);
    void showMenu(int table, int note, const QPoint &global);
    void openTable(int table);
    void rescene(bool moves = false);
    void updateZoom();
    void say(const QString &words);
    LayoutOptions layoutOptions() const;
    SavedDiagram contentWithPlaces() const;

    MainWindow &m_window;
    LiveDiff &m_diff;
    QString m_name;
    QUndoStack *m_undo;
    SavedDiagram m_content;
    QString m_shown = QStringLiteral("models");
    bool m_differs = false;
    std::shared_ptr<const Drawn> m_drawn;
    ScenePtr m_scene;
    bool m_isArranging = false; ///< a layout was asked for: it is one step of undo
    SavedDiagram m_beforeArranging;
    bool m_fitsNext = false; ///< all of the next layout is to be seen
    bool m_isUnreadable = false; ///< the saved file cannot be read: it is never written over
    std::string m_wantedTable;  ///< shown as soon as it is there
    bool m_wantsFocus = false;  ///< and everything else dimmed
    bool m_isDropping = false;  ///< what is moved was dragged: it is where it is seen
    JobSlot m_graphing;
    JobSlot m_layouting;
    JobSlot m_gridding;
    JobSlot m_exporting;
    JobSlot m_copying;

    int m_focusDepth = 1;
    Segments *m_columns = nullptr;
    QComboBox *m_sources = nullptr;
    QToolButton *m_focus = nullptr;
    QToolButton *m_differences = nullptr;
    QLabel *m_zoom = nullptr;
    QLabel *m_words = nullptr;
    Banner *m_banner = nullptr;
    TableList *m_tables = nullptr;
    DiagramCanvas *m_canvas = nullptr;
    DiagramFind *m_find = nullptr;
    Minimap *m_minimap = nullptr;
};

} // namespace kilter::ui
