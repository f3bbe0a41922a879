#include "core/diagram/picture.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QXmlStreamReader>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace kilter {
namespace {

constexpr double mostPixels = 64e6; ///< 256 MB while it is painted
constexpr double longestSide = 32000; ///< px: QPainter counts with 16 bits in places
constexpr double longestPage = 14400; ///< points (PDF 1.7, appendix C)

tl::unexpected<Error> broken(const char *what)
{
    return failure(ErrorCode::Failed, std::string("the picture could not be ") + what);
}

bool isLoaded(QSvgRenderer &renderer, const std::string &svg)
{
    return renderer.load(QByteArray::fromStdString(svg)) && !renderer.defaultSize().isEmpty();
}

/// Draws the texts of an SVG as core/diagram/svg.h writes it: QSvgRenderer makes outlines of them, which can be neither selected nor searched.
class TextPainter
{
public:
    TextPainter(QPainter &painter, const std::string &svg) : m_painter(painter), m_reader(QByteArray::fromStdString(svg)) {}

    void paint()
    {
        QList<QPointF> origins{QPointF()};
        QString family;
        while (!m_reader.atEnd()) {
            m_reader.readNext();
            if (m_reader.isEndElement()) {
                origins.removeLast();
            } else if (m_reader.isStartElement()) {
                const QXmlStreamAttributes attributes = m_reader.attributes();
                if (attributes.hasAttribute(QStringLiteral("font-family")))
                    family = attributes.value(QStringLiteral("font-family")).toString();
                origins.append(origins.last() + movedBy(attributes.value(QStringLiteral("transform"))));
                if (m_reader.name() == QStringLiteral("text")) {
                    paintText(family, attributes, origins.last(), m_reader.readElementText());
                    origins.removeLast();
                }
            }
        }
    }

private:
    static QPointF movedBy(QStringView transform)
    {
        static const QRegularExpression translate(QStringLiteral("^translate\\(([-0-9.]+) ([-0-9.]+)\\)"));
        const QRegularExpressionMatch match = translate.match(transform.toString());
        return match.hasMatch() ? QPointF(match.captured(1).toDouble(), match.captured(2).toDouble()) : QPointF();
    }

    void paintText(const QString &family, const QXmlStreamAttributes &attributes, QPointF origin, const QString &text)
    {
        const auto value = [&](const char *name) { return attributes.value(QLatin1String(name)).toString(); };
        QFont font(family);
        font.setPixelSize(value("font-size").isEmpty() ? 12 : value("font-size").toInt());
        font.setBold(value("font-weight") == QStringLiteral("bold"));
        QPointF at = origin + QPointF(value("x").toDouble(), value("y").toDouble());
        const double width = QFontMetricsF(font, m_painter.device()).horizontalAdvance(text);
        const QString anchor = value("text-anchor");
        at.rx() -= anchor == QStringLiteral("end") ? width : anchor == QStringLiteral("middle") ? width / 2 : 0;
        m_painter.setFont(font);
        m_painter.setPen(QColor(value("fill")));
        m_painter.drawText(at, text);
    }

    QPainter &m_painter;
    QXmlStreamReader m_reader;
};

std::string withoutTexts(const std::string &svg)
{
    static const QRegularExpression text(QStringLiteral("<text[^>]*>[^<]*</text>\n"));
    return QString::fromStdString(svg).remove(text).toStdString();
}

/// Overwrites what stands between each `key` and the next `end`, byte for byte, with the fixed text; blanks where that ends.
void fix(QByteArray &pdf, const QByteArray &key, char end, const QByteArray &fixed)
{
    for (qsizetype at = 0; (at = pdf.indexOf(key, at)) >= 0;) {
        at += key.size();
        const qsizetype length = std::max<qsizetype>(0, pdf.indexOf(end, at) - at);
        pdf.replace(at, length, (fixed + QByteArray(length, ' ')).left(length));
    }
}

/// Qt writes the time, and from 6.8 on a random identity; nothing else differs from run to run. Readers show "2000-01-01".
void fixWhatChanges(QByteArray &pdf)
{
    for (const char *key : {"/CreationDate (D:", "/ModDate (D:"})
        fix(pdf, key, ')', "20000101000000Z");
    for (const char *key : {"xmp:CreateDate=\"", "xmp:ModifyDate=\"", "xmp:MetadataDate=\""})
        fix(pdf, key, '"', "2000-01-01T00:00:00+00:00");
    fix(pdf, "xmpMM:DocumentID=\"uuid:", '"', "00000000-0000-0000-0000-000000000000");
    const qsizetype identity = pdf.lastIndexOf("/ID [");
    for (qsizetype at = identity < 0 ? pdf.size() : identity + 5; at < pdf.size() && pdf[at] != ']'; ++at) {
        if (std::isxdigit(static_cast<unsigned char>(pdf[at])))
            pdf[at] = '0';
    }
}

} // namespace

Result<Picture> pngOf(const std::string &svg)
{
    QSvgRenderer renderer;
    if (!isLoaded(renderer, svg))
        return broken("read");
    const QSizeF size = renderer.defaultSize();
    const double scale = std::min({2.0, std::sqrt(mostPixels / (size.width() * size.height())), longestSide / std::max(size.width(), size.height())});
    QImage image((size * scale).toSize().expandedTo(QSize(1, 1)), QImage::Format_RGB32);
    if (image.isNull())
        return broken("painted: there is not enough memory");
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    renderer.render(&painter, QRectF(QPointF(), QSizeF(image.size())));
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        return broken("written as PNG");
    return Picture{bytes.toStdString(), scale};
}

Result<Picture> pdfOf(const std::string &svg, const std::string &title)
{
    QSvgRenderer renderer;
    if (!isLoaded(renderer, withoutTexts(svg)))
        return broken("read");
    const QSizeF size = renderer.defaultSize();
    const double scale = std::min(0.75, longestPage / std::max(size.width(), size.height())); // 96 px an inch, 72 points
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly))
        return broken("written as PDF");
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(QString::fromStdString(title));
        writer.setCreator(QStringLiteral("kilter"));
        writer.setResolution(96);
        writer.setPageSize(QPageSize(size * scale, QPageSize::Point, {}, QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        QPainter painter(&writer);
        renderer.render(&painter, QRectF(0, 0, writer.width(), writer.height()));
        const QRectF area = renderer.viewBoxF();
        painter.scale(writer.width() / area.width(), writer.height() / area.height());
        painter.translate(-area.topLeft());
        TextPainter(painter, svg).paint();
    }
    fixWhatChanges(bytes);
    return Picture{bytes.toStdString(), scale};
}

} // namespace kilter
