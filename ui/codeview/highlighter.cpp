#include "ui/codeview/highlighter.h"

#include "ui/look/look.h"

#include <QElapsedTimer>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

namespace kilter::ui {
namespace {

constexpr int pieceMilliseconds = 6;

struct LineEnd : QTextBlockUserData
{
    LineColours::State state;
};

} // namespace

Highlighter::Highlighter(QTextDocument *document, Language language) : QObject(document), m_document(document)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &Highlighter::work);
    connect(document, &QTextDocument::contentsChange, this, &Highlighter::changed);
    connect(&Look::instance(), &Look::changed, this, &Highlighter::restart);
    setLanguage(language);
}

void Highlighter::setLanguage(Language language)
{
    m_colours = lineColours(language);
    restart();
}

void Highlighter::restart()
{
    m_next = 0;
    m_changedTo = m_document->blockCount();
    if (m_colours)
        m_timer.start();
}

void Highlighter::changed(int position, int removed, int added)
{
    Q_UNUSED(removed)
    if (!m_colours)
        return;
    const int first = m_document->findBlock(position).blockNumber();
    const QTextBlock lastBlock = m_document->findBlock(position + added);
    const int last = lastBlock.isValid() ? lastBlock.blockNumber() : m_document->blockCount() - 1;
    const bool pending = m_timer.isActive();
    m_next = pending ? std::min(m_next, first) : first;
    m_changedTo = pending ? std::max(m_changedTo, last + 1) : last + 1;
    m_timer.start();
}

void Highlighter::work()
{
    QElapsedTimer timer;
    timer.start();
    QTextBlock block = m_document->findBlockByNumber(m_next);
    int dirtyFrom = -1, dirtyTo = -1;
    while (block.isValid() && timer.elapsed() < pieceMilliseconds) {
        const bool goOn = colourBlock(block);
        dirtyFrom = dirtyFrom < 0 ? block.position() : dirtyFrom;
        dirtyTo = block.position() + block.length();
        m_next = block.blockNumber() + 1;
        if (!goOn && m_next >= m_changedTo) {
            m_timer.stop();
            break;
        }
        block = block.next();
    }
    if (!block.isValid())
        m_timer.stop();
    if (dirtyFrom >= 0)
        m_document->markContentsDirty(dirtyFrom, dirtyTo - dirtyFrom);
}

bool Highlighter::colourBlock(QTextBlock &block)
{
    const auto endOf = [](const QTextBlock &line) { return static_cast<LineEnd *>(line.userData()); };
    const QTextBlock previous = block.previous();
    const LineEnd *before = previous.isValid() ? endOf(previous) : nullptr;
    std::vector<ColouredRun> runs;
    const LineColours::State after = m_colours->colour(block.text(), before ? before->state : LineColours::State(), runs);
    QList<QTextLayout::FormatRange> formats;
    for (const ColouredRun &run : runs) {
        QTextCharFormat format;
        format.setForeground(Look::color(run.token));
        formats.append({run.begin, run.length, format});
    }
    block.layout()->setFormats(formats);
    LineEnd *end = endOf(block);
    const bool differs = !end || !(end->state == after);
    if (!end)
        block.setUserData(end = new LineEnd);
    end->state = after;
    return differs;
}

} // namespace kilter::ui
