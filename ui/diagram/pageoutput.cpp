#include "ui/diagram/canvas.h"
#include "ui/diagram/diagramfind.h"
#include "ui/diagram/diagrampage.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>
#include <QSaveFile>
#include <QToolButton>

#include <cmath>

namespace kilter::ui {
namespace {

constexpr double pixelsPerPicture = 64e6; ///< beyond it a picture is made smaller: 256 MB of memory

/// The whole scene into `target`, as large as fits.
void paintWhole(QPainter &painter, const Scene &scene, const QRectF &target)
{
    DiagramView view;
    view.visible = scene.bounds();
    view.scale = std::min(target.width() / view.visible.width(), target.height() / view.visible.height());
    view.ground = false;
    view.isWhole = true;
    painter.translate(target.topLeft());
    paintDiagram(painter, scene, view);
}

QImage imageOf(const Scene &scene, double scale)
{
    const QSizeF size = scene.bounds().size();
    const double factor = std::min(scale, std::sqrt(pixelsPerPicture / std::max(1.0, size.width() * size.height())));
    QImage image((size * factor).toSize().expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    paintWhole(painter, scene, image.rect());
    return image;
}

Error notWritten(const QString &path, const QString &why)
{
    return {ErrorCode::Failed, "cannot write " + utf8(path) + ": " + utf8(why), {}, {}, {}};
}

Result<> writePng(const Scene &scene, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !imageOf(scene, 2).save(&file, "PNG") || !file.commit())
        return tl::unexpected(notWritten(path, file.errorString()));
    return {};
}

Result<> writePdf(const Scene &scene, const QString &title, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return tl::unexpected(notWritten(path, file.errorString()));
    {
        constexpr double pointsPerPixel = 0.75;
        QPdfWriter writer(&file);
        writer.setTitle(title);
        writer.setPageSize(QPageSize(scene.bounds().size() * pointsPerPixel, QPageSize::Point));
        writer.setPageMargins({});
        QPainter painter(&writer);
        paintWhole(painter, scene, QRectF(QPointF(), QSizeF(writer.width(), writer.height())));
    }
    if (!file.commit())
        return tl::unexpected(notWritten(path, file.errorString()));
    return {};
}

Result<> writeText(const std::string &text, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) != qint64(text.size()) || !file.commit())
        return tl::unexpected(notWritten(path, file.errorString()));
    return {};
}

} // namespace

void DiagramPage::toggleFocus()
{
    if (m_canvas->focusTable() >= 0 || m_canvas->current() < 0) {
        if (m_canvas->focusTable() < 0)
            m_window.say(tr("Select a table first"));
        return leaveFocus();
    }
    focusOn(m_canvas->current(), m_focusDepth);
}

void DiagramPage::toggleDifferences()
{
    setDifferences(!m_differs);
}

void DiagramPage::findFirst(const QString &text)
{
    m_find->open();
    m_find->field()->setText(text);
}

void DiagramPage::askForExport()
{
    const QString name = m_name.isEmpty() ? qtText(m_window.session().workspace()->workspace.name) : m_name;
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export the diagram"), name + QStringLiteral(".html"),
        tr("Web page (*.html);;Vector picture (*.svg);;Picture (*.png);;PDF (*.pdf);;Graphviz (*.dot);;Mermaid (*.mmd);;PlantUML (*.puml);;DBML (*.dbml);;Data dictionary (*.md)"));
    if (!path.isEmpty())
        exportTo(path);
}

/// Pictures are painted here; the other formats are written by a worker.
void DiagramPage::exportTo(const QString &path)
{
    if (!m_scene)
        return;
    const QString ending = path.section(QLatin1Char('.'), -1).toLower();
    const auto tell = [this, path](const Result<> &written) {
        if (written)
            m_window.say(tr("Written: %1").arg(path));
        else
            m_window.showError(written.error(), tr("The diagram was not exported"));
    };
    if (ending == QStringLiteral("png"))
        return tell(writePng(*m_scene, path));
    if (ending == QStringLiteral("pdf"))
        return tell(writePdf(*m_scene, title(), path));
    m_exporting.run([path, input = exportInput(), ending](const JobControl &) -> Result<> {
                        KILTER_TRY(const std::string text, exportDiagram(input, utf8(ending)));
                        return writeText(text, path);
                    },
                    tell);
}

void DiagramPage::copyAsImage()
{
    if (!m_scene)
        return;
    QGuiApplication::clipboard()->setImage(imageOf(*m_scene, 2));
    m_window.say(tr("The picture is on the clipboard"));
}

void DiagramPage::print()
{
    if (!m_scene)
        return;
    QPrinter printer(QPrinter::HighResolution);
    printer.setDocName(title());
    printer.setPageOrientation(m_scene->bounds().width() > m_scene->bounds().height() ? QPageLayout::Landscape : QPageLayout::Portrait);
    QPrintDialog dialog(&printer, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    QPainter painter(&printer);
    paintWhole(painter, *m_scene, QRectF(QPointF(), QSizeF(printer.pageRect(QPrinter::DevicePixel).size())));
}

} // namespace kilter::ui
