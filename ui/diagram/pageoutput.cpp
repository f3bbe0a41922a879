#include "core/diagram/picture.h"
#include "ui/diagram/canvas.h"
#include "ui/diagram/diagramfind.h"
#include "ui/diagram/diagrampage.h"
#include "ui/look/look.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>
#include <QSaveFile>
#include <QToolButton>

#include <cmath>

namespace kilter::ui {
namespace {

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

Error notWritten(const QString &path, const QString &why)
{
    return {ErrorCode::Failed, "cannot write " + utf8(path) + ": " + utf8(why), {}, {}, {}};
}

Result<std::string> pictureOf(const DiagramExport &input, const QString &format, const std::stop_token &stop)
{
    KILTER_TRY(const std::string svg, exportDiagram(input, "svg", stop));
    KILTER_TRY(Picture picture, format == QStringLiteral("png") ? pngOf(svg) : pdfOf(svg, input.title));
    return std::move(picture.bytes);
}

bool isPicture(const QString &format)
{
    return format == QStringLiteral("png") || format == QStringLiteral("pdf");
}

Result<> writeBytes(const std::string &bytes, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()) || !file.commit())
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

/// Written by a worker. Pictures look as the window does; a page is paper.
void DiagramPage::exportTo(const QString &path)
{
    if (!m_scene)
        return;
    const QString format = path.section(QLatin1Char('.'), -1).toLower();
    DiagramExport input = exportInput();
    input.dark = Look::instance().isDark() && format != QStringLiteral("pdf");
    m_exporting.run([path, input = std::move(input), format](const JobControl &control) -> Result<> {
                        KILTER_TRY(const std::string bytes, isPicture(format) ? pictureOf(input, format, control.stopToken())
                                                                              : exportDiagram(input, utf8(format), control.stopToken()));
                        return writeBytes(bytes, path);
                    },
                    [this, path](const Result<> &written) {
                        if (written)
                            m_window.say(tr("Written: %1").arg(path));
                        else
                            m_window.showError(written.error(), tr("The diagram was not exported"));
                    });
}

void DiagramPage::copyAsImage()
{
    if (!m_scene)
        return;
    DiagramExport input = exportInput();
    input.dark = Look::instance().isDark();
    m_copying.run([input = std::move(input)](const JobControl &control) -> Result<QImage> {
                      KILTER_TRY(const std::string png, pictureOf(input, QStringLiteral("png"), control.stopToken()));
                      return QImage::fromData(QByteArrayView(png.data(), qsizetype(png.size())), "PNG");
                  },
                  [this](const Result<QImage> &image) {
                      if (!image)
                          return m_window.showError(image.error(), tr("The diagram was not copied"));
                      QGuiApplication::clipboard()->setImage(*image);
                      m_window.say(tr("The picture is on the clipboard"));
                  });
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
