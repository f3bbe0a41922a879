#pragma once
#include "ui/session/state.h"

#include <QScrollArea>

class QFormLayout;

namespace kilter::ui {

/// What is known about a migration, one fact a line: its state, who applied it when, how long each statement took, its neighbours as links.
/// What is the same as before stays as it is, with its scroll position and the focus in it.
class MigrationFacts : public QScrollArea
{
    Q_OBJECT

public:
    explicit MigrationFacts(QWidget *parent);

    /// `row` is null while the store is not known, `graph` while the files cannot be read.
    void show(const std::string &id, const RevisionGraph *graph, const StatusRow *row, const StoreState &store);

signals:
    void migrationWanted(const std::string &id);

private:
    struct Fact
    {
        QString name;
        QString value;
        bool isCode = false;
        std::string link; ///< the id of the migration that the value names; empty: none
        bool operator==(const Fact &) const = default;
    };
    using Facts = std::vector<Fact>;

    static void addRun(Facts &facts, const std::string &id, const StatusRow *row, const StoreState &store);
    static void addFile(Facts &facts, const Migration &file, const RevisionGraph &graph, const LedgerRow *ledger);
    void lay(const Fact &fact, bool isNamed);

    Facts m_facts;
    QWidget *m_content = nullptr;
    QFormLayout *m_form = nullptr;
};

} // namespace kilter::ui
