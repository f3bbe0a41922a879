#pragma once
#include "ui/review/runrequest.h"

#include <QScrollArea>

#include <set>

class QCheckBox;
class QVBoxLayout;

namespace kilter::ui {

/// At the right of a review: where it runs, what was checked, what a person accepts.
class SidePanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit SidePanel(QWidget *parent = nullptr);

    void show(const Review &review);
    /// Ids of what is refused and was accepted: "drift", "data-loss", hazards.
    const std::set<std::string> &accepted() const { return m_accepted; }
    /// Why the run cannot start as things are; empty: it can.
    QString obstacle() const;

signals:
    void acceptedChanged();

private:
    void addHead(const QString &text);
    void addFact(const QString &name, const QString &value, bool isBold = false);
    void addCheck(const PreflightCheck &check);
    void addWayBack(const Review &review);

    QWidget *m_content = nullptr;
    QVBoxLayout *m_layout = nullptr;
    std::vector<PreflightCheck> m_checks;
    std::set<std::string> m_accepted;
};

} // namespace kilter::ui
