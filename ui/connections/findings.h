#pragma once
#include "ui/connections/connectiontest.h"

#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace kilter::ui {

/// Shows the result of a test: a tinted head with Copy, and a row for each finding.
class Findings : public QWidget
{
    Q_OBJECT

public:
    explicit Findings(QWidget *parent);
    void show(const TestResult &result);
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TestResult m_result;
    QLabel *m_headline;
    QToolButton *m_copy;
    QVBoxLayout *m_rows;
};

} // namespace kilter::ui
