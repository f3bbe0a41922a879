#pragma once
#include "core/base/diagnostic.h"

#include <QTimer>
#include <QWidget>

namespace kilter::ui {

class ModelDocument;

/// The last line of the page: how many problems there are and the first of them, and when unsaved text was put away.
class ProblemLine : public QWidget
{
    Q_OBJECT
public:
    explicit ProblemLine(ModelDocument &document, QWidget *parent = nullptr);

    QString text() const { return m_count + m_first; }
    QSize sizeHint() const override;

signals:
    void activated(const kilter::SourcePlace &place);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refresh();
    void go();

    ModelDocument &m_document;
    QTimer m_clock;
    QString m_count, m_first, m_journal;
    SourcePlace m_place;
    bool m_hasErrors = false;
};

} // namespace kilter::ui
