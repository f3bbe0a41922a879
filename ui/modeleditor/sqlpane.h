#pragma once
#include <QWidget>

class QComboBox;
class QLabel;

namespace kilter::ui {

class CodePane;
class ModelDocument;

/// The DDL that the model becomes, a store at a time; live. While the model is invalid the last SQL stays, with what keeps it from being
/// the present one.
class SqlPane : public QWidget
{
    Q_OBJECT
public:
    explicit SqlPane(ModelDocument &document, QWidget *parent = nullptr);

    CodePane *code() { return m_code; }
    QString store() const;
    void setStore(const QString &store);

private:
    void refresh();

    ModelDocument &m_document;
    QComboBox *m_stores;
    QLabel *m_note;
    CodePane *m_code;
    QString m_shown; ///< store whose SQL stands there
};

} // namespace kilter::ui
