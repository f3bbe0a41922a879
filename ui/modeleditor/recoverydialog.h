#pragma once
#include "ui/document/recovery.h"

#include <QDialog>

class QCheckBox;

namespace kilter::ui {

/// After a crash: which unsaved texts are taken over. Closing it decides nothing: the next start asks again.
class RecoveryDialog : public QDialog
{
    Q_OBJECT
public:
    enum Answer { Later = Rejected, Recover = Accepted, Discard = 2 };

    RecoveryDialog(const QString &workspaceFolder, std::vector<LostSession> lost, QWidget *parent);

    const std::vector<LostSession> &lost() const { return m_lost; }
    std::vector<UnsavedText> chosen() const; ///< of one file the newest

private:
    std::vector<LostSession> m_lost;
    std::vector<UnsavedText> m_texts;
    std::vector<QCheckBox *> m_boxes;
};

} // namespace kilter::ui
