#include "ui/diffview/comparehead.h"

#include "ui/commands/commands.h"
#include "ui/diffview/diffwords.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/mainwindow/banner.h"
#include "ui/text/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace kilter::ui {
namespace {

const DiffNode *questionOf(const DiffNode &group)
{
    const auto at = std::find_if(group.children.begin(), group.children.end(), [](const DiffNode &node) { return node.type == DiffNode::Type::RenameQuestion; });
    return at == group.children.end() ? nullptr : &*at;
}

} // namespace

CompareHead::CompareHead(QWidget *parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_name(new QLabel(this)), m_words(new QLabel(this)), m_question(new Banner(this))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_name->setFont(fontFor(FontRole::Title));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_name->setMinimumWidth(40);
    m_name->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_words->setFont(fontFor(FontRole::Small));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_name);
    row->addWidget(m_words, 1);
    for (const RowButton button : {RowButton::UpdateStore, RowButton::UpdateModel, RowButton::Ignore})
        row->addWidget(addButton(button));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_question);
    m_question->setClosable(false);
    m_question->hide();
}

QPushButton *CompareHead::addButton(RowButton button)
{
    auto *widget = new QPushButton(buttonText(button), this);
    widget->setToolTip(buttonToolTip(button).section(QStringLiteral(" ("), 0, 0));
    connect(widget, &QPushButton::clicked, this, [this, button] {
        const DiffNode node = m_node; // the decision may change what is shown
        emit decided(button, node);
    });
    return m_buttons[button] = widget;
}

QPushButton *CompareHead::button(RowButton button) const
{
    const auto at = m_buttons.find(button);
    return at == m_buttons.end() ? nullptr : at->second;
}

void CompareHead::show(const SidesPtr &sides, const ComparedObject &object)
{
    const DiffNode *group = sides->group(object);
    m_node = group ? *group : DiffNode();
    m_icon->setPixmap(iconPixmap(kindIcon(object.ref.kind), 20, Token::TextSecondary, devicePixelRatioF()));
    m_name->setText(qtText(qualifiedName(object.ref)));
    QString words = signText(object.sign) + QLatin1Char(' ') + object.detail;
    if (object.isDrift)
        words += tr(", changed by hand in the store");
    m_words->setText(words);
    for (const auto &[kind, button] : m_buttons)
        button->setVisible(group != nullptr);
    showQuestion(group ? questionOf(*group) : nullptr);
}

void CompareHead::showQuestion(const DiffNode *question)
{
    m_question->setVisible(question != nullptr);
    if (!question)
        return;
    m_asked = *question;
    m_question->show(Tone::Info, tr("Is %1 the old %2?").arg(question->detail, question->name), tr("Renaming keeps what is in it, dropping loses it."));
    const auto answer = [this](const QString &text, RowButton button) {
        return paneAction(m_question, text, buttonToolTip(button).section(QStringLiteral(" ("), 0, 0), {}, [this, button] {
            const DiffNode node = m_asked;
            emit decided(button, node);
        });
    };
    m_question->setActions({answer(tr("Yes, rename it"), RowButton::Rename), answer(tr("No, drop and add"), RowButton::DropAndAdd)});
    m_question->setVisible(true);
}

} // namespace kilter::ui
