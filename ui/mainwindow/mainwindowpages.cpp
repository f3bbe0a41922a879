#include "ui/mainwindow/mainwindow.h"

#include "ui/mainwindow/documenttabs.h"
#include "ui/mainwindow/parts.h"
#include "ui/preferences/preferences.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageBox>
#include <QUndoGroup>

namespace kilter::ui {

void MainWindow::addPageKind(const QString &kind, PageFactory factory)
{
    m_pageKinds[kind] = std::move(factory);
}

Page *MainWindow::findPage(const QString &key) const
{
    return m_parts->tabs->find(key);
}

Page *MainWindow::openPage(const QString &key)
{
    Page *page = findPage(key);
    if (!page) {
        const auto factory = m_pageKinds.find(key.section(QLatin1Char(':'), 0, 0));
        if (factory == m_pageKinds.end())
            return nullptr;
        page = factory->second(key.section(QLatin1Char(':'), 1));
        if (!page)
            return nullptr;
        m_parts->tabs->add(page);
        if (QUndoStack *stack = page->undoStack())
            m_parts->undo->addStack(stack);
        connect(page, &Page::changed, this, &MainWindow::updateTitle);
        m_parts->showCentre(m_session->isOpen());
        emit pageOpened(page);
    }
    m_parts->tabs->setCurrentWidget(page);
    page->setFocus(Qt::OtherFocusReason);
    return page;
}

Page *MainWindow::currentPage() const
{
    return m_parts->tabs->page(m_parts->tabs->currentIndex());
}

std::vector<Page *> MainWindow::pages() const
{
    return m_parts->tabs->pages();
}

bool MainWindow::closePage(Page *page)
{
    if (!page->mayClose())
        return false;
    if (page->isDirty()) {
        m_parts->tabs->setCurrentWidget(page);
        const auto answer = QMessageBox::question(this, tr("Save changes?"), tr("%1 has changes that are not saved.").arg(page->title()),
                                                  QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
        if (answer == QMessageBox::Cancel)
            return false;
        if (answer == QMessageBox::Save) {
            if (const auto saved = page->save(); !saved) {
                showError(saved.error(), tr("%1 was not saved").arg(page->title()));
                return false;
            }
        }
    }
    const QString key = page->key();
    m_parts->tabs->remove(page);
    m_parts->showCentre(m_session->isOpen());
    emit pageClosed(key);
    return true;
}

bool MainWindow::saveAll()
{
    bool all = true;
    for (Page *page : pages()) {
        if (!page->isDirty())
            continue;
        if (const auto saved = page->save(); !saved) {
            showError(saved.error(), tr("%1 was not saved").arg(page->title()));
            all = false;
        }
    }
    return all;
}

bool MainWindow::closeAllPages()
{
    for (Page *page : pages()) {
        if (page->isDirty() && !closePage(page))
            return false;
    }
    for (Page *page : pages()) {
        if (!closePage(page))
            return false;
    }
    return true;
}

namespace {

QString sessionKey(const QString &folder)
{
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("sessions/") + QString::fromLatin1(hash);
}

} // namespace

/// The open tabs of a workspace and where they are scrolled to.
void MainWindow::keepSession()
{
    if (!m_session->isOpen())
        return;
    QJsonArray tabs;
    for (const Page *page : pages())
        tabs.append(QJsonObject{{QStringLiteral("key"), page->key()}, {QStringLiteral("state"), page->viewState()}});
    const QJsonObject whole{{QStringLiteral("tabs"), tabs}, {QStringLiteral("current"), m_parts->tabs->currentIndex()},
                            {QStringLiteral("store"), QString::fromStdString(m_session->choice().store)},
                            {QStringLiteral("connection"), QString::fromStdString(m_session->choice().connection)}};
    Preferences::instance().setValue(sessionKey(m_session->folder()), QString::fromUtf8(QJsonDocument(whole).toJson(QJsonDocument::Compact)));
}

/// The connection that was chosen, if it is still there. Production is chosen anew each time.
void MainWindow::restoreChoice(const QJsonObject &whole)
{
    const StoreChoice choice{whole.value(QStringLiteral("store")).toString().toStdString(), whole.value(QStringLiteral("connection")).toString().toStdString()};
    const StoreConfig *store = m_session->workspace()->workspace.store(choice.store);
    const auto connection = store ? store->connections.find(choice.connection) : decltype(store->connections.end())();
    const bool isThere = store && connection != store->connections.end();
    if (isThere && choice != m_session->choice() && connection->second.environment != Environment::Production)
        m_session->choose(choice);
}

void MainWindow::restoreSession()
{
    if (Preferences::instance().isReadOnly())
        return;
    const QString text = Preferences::instance().value(sessionKey(m_session->folder()), {}).toString();
    const QJsonObject whole = QJsonDocument::fromJson(text.toUtf8()).object();
    for (const QJsonValue &tab : whole.value(QStringLiteral("tabs")).toArray()) {
        if (Page *page = openPage(tab[QStringLiteral("key")].toString()))
            page->restoreViewState(tab[QStringLiteral("state")].toObject());
    }
    restoreChoice(whole);
    const int current = whole.value(QStringLiteral("current")).toInt(-1);
    if (current >= 0 && current < m_parts->tabs->count())
        m_parts->tabs->setCurrentIndex(current);
}

} // namespace kilter::ui
