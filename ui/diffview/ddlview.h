#pragma once
#include "ui/codeview/linecolours.h"
#include "ui/diffview/ddltext.h"

#include <QAbstractScrollArea>

namespace kilter::ui {

/// Two definitions side by side, scrolled together: line tints, signs in the gutter, the differing parts strong; at the right edge an overview
/// of all differences. Keys: arrows scroll, N and P go to the next and the previous difference.
class DdlView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit DdlView(QWidget *parent = nullptr);

    void show(const DdlComparison &comparison, const QString &leftTitle, const QString &rightTitle, Language language);
    /// The colours of a line, for a side.
    const std::vector<ColouredRun> &runs(bool isLeft, int line) const { return (isLeft ? m_leftRuns : m_rightRuns)[std::size_t(line)]; }
    const DdlComparison &comparison() const { return m_comparison; }
    int currentHunk() const { return m_current; } ///< -1: none
    bool goToHunk(int hunk); ///< false: there is no such one

signals:
    void hunkChanged(int hunk);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void scrollContentsBy(int, int) override { viewport()->update(); }

private:
    int lineHeight() const;
    int headHeight() const;
    int sideWidth() const;
    void layOut();
    void paintSide(QPainter &painter, bool isLeft, const QRect &rect) const;
    void paintLine(QPainter &painter, const DdlPair &pair, bool isLeft, const QRect &rect) const;
    void paintOverview(QPainter &painter, const QRect &rect) const;

    DdlComparison m_comparison;
    std::vector<std::vector<ColouredRun>> m_leftRuns, m_rightRuns; ///< of each line
    QString m_leftTitle, m_rightTitle;
    int m_current = -1;
};

} // namespace kilter::ui
