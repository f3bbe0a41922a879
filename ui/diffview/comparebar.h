#pragma once
#include "ui/session/session.h"

#include <QComboBox>
#include <QLabel>

namespace kilter::ui {

class Segments;

/// The head of a comparison: its two sources, which objects are shown, the way from difference to difference. A source is "models", "store",
/// "store:NAME@CONNECTION", "revision:ID" or "file:PATH".
class CompareBar : public QWidget
{
    Q_OBJECT
public:
    explicit CompareBar(const Session &session, QWidget *parent);

    /// Offers what the workspace has now, with these two chosen.
    void setSources(const QString &from, const QString &to);
    QString wordsFor(const QString &source) const;
    void setPlace(const QString &words) { m_place->setText(words); }
    Segments *show() const { return m_show; }
    QComboBox *from() const { return m_from; }
    QComboBox *to() const { return m_to; }

signals:
    void sourcesChosen(const QString &from, const QString &to);
    void stepWanted(int by);

private:
    struct Offer
    {
        QString icon, words, source;
        bool operator==(const Offer &) const = default;
    };
    std::vector<Offer> offers(const QString &chosen) const;
    void fill(QComboBox *box, const QString &chosen);
    void pick(QComboBox *box);
    QComboBox *addBox(const QString &name);
    void addSteps();

    const Session &m_session;
    QString m_chosenFrom, m_chosenTo;
    std::map<QComboBox *, std::vector<Offer>> m_offered;
    QComboBox *m_from = nullptr;
    QComboBox *m_to = nullptr;
    Segments *m_show = nullptr;
    QLabel *m_place = nullptr;
};

} // namespace kilter::ui
