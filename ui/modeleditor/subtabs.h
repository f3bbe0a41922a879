#pragma once
#include <QTabBar>

namespace kilter::ui {

/// Tabs inside a page: a line below the active one, a count in a pill.
class SubTabs : public QTabBar
{
    Q_OBJECT
public:
    explicit SubTabs(QWidget *parent = nullptr);

    void setCount(int tab, int count);   ///< negative: none
    void setMarked(int tab, bool marked); ///< something in it is wrong

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent *event) override;

private:
    struct Extra
    {
        int count = -1;
        bool isMarked = false;
    };
    Extra extra(int tab) const { return std::size_t(tab) < m_extras.size() ? m_extras[std::size_t(tab)] : Extra(); }
    Extra &extraAt(int tab);

    std::vector<Extra> m_extras;
};

} // namespace kilter::ui
