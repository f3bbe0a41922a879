#pragma once
#include "ui/document/merge.h"

#include <QDialog>

class QButtonGroup;

namespace kilter::ui {

/// What two people changed in different ways: one choice each. What only one changed is told, and taken.
class MergeDialog : public QDialog
{
    Q_OBJECT
public:
    MergeDialog(const QString &title, Merge merge, QWidget *parent);

    /// The edits that take the file's side where that was chosen.
    std::vector<JsonEdit> chosen() const;

private:
    Merge m_merge;
    std::vector<QButtonGroup *> m_choices; ///< 0: mine, 1: the file's
};

} // namespace kilter::ui
