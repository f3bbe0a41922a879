#pragma once
#include "ui/diffview/diffrow.h"
#include "ui/jobs/jobslot.h"

class QMenu;

namespace kilter::ui {

class LiveDiff;
class MainWindow;
struct UpdatedFile;

/// What a person decides about one object: update the store, update the model, ignore; and the answers to questions.
class DiffActions : public QObject
{
    Q_OBJECT
public:
    DiffActions(MainWindow &window, LiveDiff &diff);

    void decide(RowButton decision, const DiffNode &node);
    void updateStore(const DiffNode &node);
    void updateModel(const DiffNode &node);
    void ignore(const ObjectRef &object);
    /// Entries for a row's context menu.
    void fillMenu(QMenu *menu, const DiffNode &node);
    /// Opens the model, or, without one, the comparison of the object.
    void open(const DiffNode &node);

private:
    void take(const UpdatedFile &updated);

    MainWindow &m_window;
    LiveDiff &m_diff;
    JobSlot m_update;
    JobSlot m_write;
};

} // namespace kilter::ui
