#pragma once
#include <QPushButton>

namespace kilter::ui {

/// The box in the middle of the tool bar: a button that looks like a search field and opens the palette.
class CommandBox : public QPushButton
{
    Q_OBJECT

public:
    explicit CommandBox(QWidget *parent);
    QSize sizeHint() const override { return {288, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace kilter::ui
