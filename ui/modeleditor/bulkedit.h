#pragma once
#include "ui/modeleditor/fieldsmodel.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;

namespace kilter::ui {

/// What is ticked is set for all the chosen fields, in one step of the undo stack.
class BulkEdit : public QDialog
{
    Q_OBJECT
public:
    BulkEdit(FieldsModel &model, std::vector<int> rows, QWidget *parent);

    void accept() override;

private:
    struct Row
    {
        QCheckBox *isWanted = nullptr;
        QComboBox *value = nullptr;
    };
    Row addRow(QGridLayout &grid, const QString &label, const char *name, const QStringList &values, bool isFree);
    void updateButton();

    FieldsModel &m_model;
    const std::vector<int> m_rows;
    Row m_type, m_required, m_unique, m_default, m_index, m_comment;
    QPushButton *m_apply = nullptr;
};

} // namespace kilter::ui
