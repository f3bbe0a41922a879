#pragma once
#include "ui/diffview/comparedsides.h"
#include "ui/diffview/diffrow.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace kilter::ui {

class Banner;

/// Above the two definitions: which object it is, what can be decided about it, the question whether it is a rename.
class CompareHead : public QWidget
{
    Q_OBJECT
public:
    explicit CompareHead(QWidget *parent = nullptr);

    void show(const SidesPtr &sides, const ComparedObject &object);
    QPushButton *button(RowButton button) const; ///< null: there is none of that sort

signals:
    void decided(kilter::ui::RowButton decision, const kilter::ui::DiffNode &node);

private:
    QPushButton *addButton(RowButton button);
    void showQuestion(const DiffNode *question);

    QLabel *m_icon;
    QLabel *m_name;
    QLabel *m_words;
    Banner *m_question;
    std::map<RowButton, QPushButton *> m_buttons;
    DiffNode m_node; ///< what a decision is about
    DiffNode m_asked;
};

} // namespace kilter::ui
