#include "ui/look/icon.h"

#include "ui/look/look.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace kilter::ui {
namespace {

QByteArray svgOf(const QString &name)
{
    QFile file(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Rendered at `pixels` device pixels a side with currentColor filled in.
QPixmap rendered(const QString &name, int pixels, const QColor &color)
{
    const QString key = QStringLiteral("kilter-icon/%1/%2/%3").arg(name).arg(pixels).arg(color.rgba());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray svg = svgOf(name);
    svg.replace("currentColor", color.name().toLatin1());
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer renderer(svg);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class TokenIconEngine : public QIconEngine
{
public:
    TokenIconEngine(QString name, Token normal) : m_name(std::move(name)), m_normal(normal) {}

    QIconEngine *clone() const override { return new TokenIconEngine(*this); }
    QString key() const override { return QStringLiteral("kilter"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect.topLeft(), picture(rect.size(), ratio, mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override { return picture(size, 1, mode); }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        return picture(size / scale, scale, mode); // `size` is in device pixels here
    }

private:
    QPixmap picture(const QSize &size, qreal ratio, QIcon::Mode mode) const
    {
        const QColor color = Look::color(mode == QIcon::Disabled ? Token::TextDisabled : m_normal);
        QPixmap pixmap = rendered(m_name, qRound(qMin(size.width(), size.height()) * ratio), color);
        pixmap.setDevicePixelRatio(ratio);
        return pixmap;
    }

    QString m_name;
    Token m_normal;
};

} // namespace

QIcon namedIcon(const QString &name, Token normal)
{
    Q_ASSERT_X(QFile::exists(QStringLiteral(":/icons/") + name + QStringLiteral(".svg")), "namedIcon", qPrintable(name));
    return QIcon(new TokenIconEngine(name, normal));
}

void paintIcon(QPainter &painter, const QRect &rect, const QString &name, Token token)
{
    const int size = qMin(rect.width(), rect.height());
    const QRect centred(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, size, size);
    painter.drawPixmap(centred, iconPixmap(name, size, token, painter.device()->devicePixelRatioF()));
}

QPixmap iconPixmap(const QString &name, int size, Token token, qreal pixelRatio)
{
    QPixmap pixmap = rendered(name, qRound(size * pixelRatio), Look::color(token));
    pixmap.setDevicePixelRatio(pixelRatio);
    return pixmap;
}

} // namespace kilter::ui
