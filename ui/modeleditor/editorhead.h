#pragma once
#include <QLineEdit>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QToolButton;

namespace kilter::ui {

class ModelDocument;

/// A line that looks like plain text until the pointer is over it: as wide as what it holds. Return and leaving take what is typed, Esc
/// does not.
class FlatEdit : public QLineEdit
{
    Q_OBJECT
public:
    explicit FlatEdit(QWidget *parent = nullptr);

    void show(const QString &text); ///< unless one is typing in it
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

signals:
    void committed(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void commit();

    QString m_shown;
};

/// Title, level, table and description of the model, edited in place.
class EditorHead : public QWidget
{
    Q_OBJECT
public:
    explicit EditorHead(ModelDocument &document, QWidget *parent = nullptr);

    void editTitle();
    void addTool(QAction *action); ///< a button at its right

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void setMember(const QString &what, const std::string &bag, const std::string &key, const QString &text);
    void fillLevelMenu();
    void fillMoreMenu(QMenu &menu);
    void setFlag(const QString &what, const char *key, bool on);

    ModelDocument &m_document;
    FlatEdit *m_title;
    FlatEdit *m_table;
    FlatEdit *m_description;
    QToolButton *m_level;
    QToolButton *m_more;
    QHBoxLayout *m_row;
};

} // namespace kilter::ui
