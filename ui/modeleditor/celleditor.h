#pragma once
#include "ui/modeleditor/choices.h"

#include <QLineEdit>

namespace kilter::ui {

/// A line in a cell of a grid: a ring of its own, red ground and a reason while what is typed is wrong.
class CellEditor : public QLineEdit
{
    Q_OBJECT
public:
    explicit CellEditor(QWidget *parent);

    /// Says why a text is wrong; empty: it is not.
    void setCheck(std::function<QString(const QString &text)> check);
    QString problem() const { return m_problem; }
    /// A list below the cell that is searched as one types. `isStrict`: only its texts are taken.
    void setChoices(const std::vector<Choice> &choices, bool isStrict);
    bool isAcceptable() const;

signals:
    void problemChanged(const QString &reason);
    void chosen(); ///< an entry of the list was taken

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void check();

    std::function<QString(const QString &)> m_check;
    QString m_problem;
    QStringList m_texts;
    bool m_isStrict = false;
};

} // namespace kilter::ui
