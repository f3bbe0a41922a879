#pragma once
#include "core/model/model.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;

namespace kilter::ui {

/// Title and level of a new model; says which file and table it will have.
class NewModel : public QDialog
{
    Q_OBJECT
public:
    /// `taken`: titles that are there already.
    NewModel(const QString &workspaceFolder, QStringList taken, QWidget *parent);

    QString title() const;
    Level level() const;
    QString path() const; ///< <workspace>/models/<level>/<title>.json

private:
    void check();

    QString m_folder;
    QStringList m_taken;
    QLineEdit *m_title;
    QComboBox *m_level;
    QLabel *m_result;
    QPushButton *m_create;
};

} // namespace kilter::ui
