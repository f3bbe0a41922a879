#pragma once
#include "ui/modeleditor/fieldsmodel.h"

#include <QFrame>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace kilter::ui {

/// Format and limits of one field, below its cell. Return or a click outside takes what is typed, Esc leaves all as it was.
class FormatPopup : public QFrame
{
    Q_OBJECT
public:
    FormatPopup(FieldsModel &model, int row, QWidget *view);

    void openBelow(const QRect &cell);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addRows(const std::string &type);
    QLineEdit *addLine(const QString &label, const char *name, const std::string &text, const QString &placeholder, const QString &pattern = {});
    QComboBox *addList(const QString &label, const char *name, const QStringList &entries, const std::string &text);
    Limits typed() const;

    FieldsModel &m_model;
    const int m_row;
    const Limits m_before;
    QFormLayout *m_form;
    QComboBox *m_format = nullptr;
    QComboBox *m_component = nullptr;
    QLineEdit *m_minimum = nullptr;
    QLineEdit *m_maximum = nullptr;
    QLineEdit *m_multiple = nullptr;
    QLineEdit *m_pattern = nullptr;
    QLineEdit *m_values = nullptr;
    QLineEdit *m_native = nullptr;
    bool m_takes = true;
};

} // namespace kilter::ui
