#include "ui/session/session.h"

#include "ui/jobs/jobslot.h"
#include "ui/session/filewatch.h"
#include "ui/text/text.h"

#include <QDateTime>
#include <QPointer>

#include <tuple>

namespace kilter::ui {
namespace {

std::string keyOf(const StoreChoice &choice)
{
    return choice.store + '@' + choice.connection;
}

bool sameRow(const StatusRow &a, const StatusRow &b)
{
    return std::tie(a.id, a.title, a.version, a.state, a.note) == std::tie(b.id, b.title, b.version, b.state, b.note);
}

/// The store as it was seen, with what the migrations that the workspace has now are to it; null: nothing else than before.
StorePtr withStatus(const StorePtr &store, const WorkspaceState &workspace)
{
    if (!store->isConnected())
        return nullptr;
    const auto graph = workspace.graphs.find(store->choice.store);
    StoreStatus now = graph == workspace.graphs.end() ? StoreStatus() : status(graph->second, store->ledger);
    const auto &before = store->status.rows;
    if (std::equal(now.rows.begin(), now.rows.end(), before.begin(), before.end(), sameRow) && now.heads == store->status.heads)
        return nullptr;
    auto newer = std::make_shared<StoreState>(*store);
    newer->status = std::move(now);
    return newer;
}

} // namespace

struct Session::Reading
{
    StorePtr seen;  ///< the store when it began
    StorePtr newer; ///< with the state of the migrations that were read; null: as it was
    Result<WorkspacePtr> state = WorkspacePtr(); ///< null: the files are as they were
    QStringList paths;
    std::string fingerprint;
    QDateTime begun;
};

Session::Session(QObject *parent)
    : QObject(parent), m_store(std::make_shared<StoreState>()), m_watch(new FileWatch(this)),
      m_reader(new JobSlot(tr("Reading the workspace"), this)), m_inspector(new JobSlot(tr("Inspecting the store"), this)),
      m_verifier(new JobSlot(tr("Comparing models and store"), this))
{
    connect(m_watch, &FileWatch::changed, this, [this] {
        if (isOpen() && !isOpening())
            read(m_folder, m_reader->isBusy() ? m_why : Why::FileChanged); // whoever asked is answered
    });
}

Session::~Session() = default;

bool Session::isIdle() const
{
    return !m_reader->isBusy() && !m_inspector->isBusy() && !m_verifier->isBusy();
}

bool Session::isVerifying() const
{
    return m_verifier->isBusy();
}

void Session::open(const QString &folder)
{
    read(folder, Why::Opening);
}

void Session::reload()
{
    if (isOpen() && !isOpening())
        read(m_folder, Why::Asked);
}

bool Session::isOpening() const
{
    return m_reader->isBusy() && m_why == Why::Opening;
}

/// A watched folder changes often without a file of the workspace doing so: a SQLite store that lies in it writes its journal there. Then
/// nothing is read, and nobody told.
void Session::read(const QString &folder, Why why)
{
    m_why = why;
    const std::uint64_t generation = ++m_generation;
    const std::string known = why == Why::FileChanged ? m_fingerprint : std::string();
    m_reader->run(
        [folder, generation, known, store = m_store](const JobControl &) {
            Reading reading;
            reading.seen = store;
            reading.begun = QDateTime::currentDateTime();
            reading.paths = FileWatch::pathsIn(folder);
            reading.fingerprint = FileWatch::fingerprint(reading.paths);
            if (reading.fingerprint != known)
                reading.state = readState(std::filesystem::path(utf8(folder)), generation);
            if (reading.state && *reading.state)
                reading.newer = withStatus(store, **reading.state);
            return reading;
        },
        [this, folder, why](const Reading &reading) { take(reading, folder, why); });
}

void Session::take(const Reading &reading, const QString &folder, Why why)
{
    const bool isNew = why == Why::Opening;
    if (reading.state || !isNew)
        m_watch->refresh(reading.paths, reading.begun);
    if (!reading.state)
        return isNew ? emit openFailed(folder, reading.state.error()) : emit reloadFailed(reading.state.error());
    if (!*reading.state)
        return;
    if (isNew)
        forget();
    m_workspace = *reading.state;
    m_fingerprint = reading.fingerprint;
    m_folder = folder;
    if (isNew) {
        chooseDefault();
        emit opened();
    } else if (const StorePtr newer = reading.seen == m_store ? reading.newer : withStatus(m_store, *m_workspace)) {
        m_store = newer; // the same inspection: workspaceChanged() tells enough
    }
    emit workspaceChanged();
    if (isNew)
        inspect();
    else
        verify();
}

void Session::forget()
{
    m_inspector->cancel();
    m_verifier->cancel();
    m_workspace.reset();
    m_verification.reset();
    m_folder.clear();
    m_fingerprint.clear();
    m_choice = {};
    m_drafts.clear();
    m_passwords.clear();
    m_unlocked.clear();
    m_store = std::make_shared<StoreState>();
}

void Session::close()
{
    m_reader->cancel();
    forget();
    m_watch->clear();
    emit closed();
    emit workspaceChanged();
    emit storeChanged();
    emit verificationChanged();
}

void Session::chooseDefault()
{
    m_choice = {m_workspace->workspace.defaultStore, {}};
    if (const StoreConfig *store = m_workspace->workspace.store(m_choice.store)) {
        m_choice.connection = store->connection;
        if (m_choice.connection.empty() && !store->connections.empty())
            m_choice.connection = store->connections.begin()->first;
    }
}

void Session::choose(const StoreChoice &choice)
{
    m_choice = choice;
    inspect();
}

void Session::setStore(StorePtr store)
{
    m_store = std::move(store);
    emit storeChanged();
    verify();
}

void Session::inspect()
{
    if (!isOpen())
        return;
    InspectRequest request;
    request.workspace = m_workspace;
    request.choice = m_choice;
    request.password = passwordFor(m_choice);
    request.generation = ++m_generation;
    if (m_store->choice != m_choice || !m_store->isConnected()) { // what was seen stays until the new is there
        auto connecting = std::make_shared<StoreState>();
        connecting->choice = m_choice;
        connecting->generation = request.generation;
        connecting->phase = StorePhase::Connecting;
        if (auto target = targetOf(m_workspace->workspace, m_choice.store, m_choice.connection))
            connecting->target = std::move(*target);
        setStore(std::move(connecting));
    }
    request.watch.onRetry = [self = QPointer(this)](int attempt, std::chrono::milliseconds wait, const std::string &why) {
        QMetaObject::invokeMethod(qApp, [self, attempt, wait = int(wait.count()), why = qtText(why)] {
            if (self)
                emit self->retrying(attempt, wait, why);
        });
    };
    m_inspector->run(
        [request](const JobControl &control) {
            InspectRequest own = request;
            own.watch.stop = control.stopToken();
            return inspectStore(own);
        },
        [this, asked = m_workspace](StorePtr found) {
            const StorePtr newer = asked == m_workspace ? nullptr : withStatus(found, *m_workspace);
            setStore(newer ? newer : std::move(found));
        });
}

void Session::cancelInspection()
{
    if (!m_inspector->isBusy())
        return;
    m_inspector->cancel();
    if (m_store->isConnected())
        return;
    auto stopped = std::make_shared<StoreState>(*m_store);
    stopped->phase = StorePhase::NotConnected;
    setStore(std::move(stopped));
}

void Session::verify()
{
    if (!isOpen() || m_store->phase == StorePhase::Connecting)
        return;
    m_verifier->run([workspace = m_workspace, store = m_store](const JobControl &control) { return verified(workspace, store, control.stopToken()); },
                    [this](VerificationPtr found) {
                        m_verification = std::move(found);
                        emit verificationChanged();
                    });
}

void Session::setPassword(const StoreChoice &choice, const QString &password)
{
    m_passwords[keyOf(choice)] = utf8(password);
}

std::string Session::passwordFor(const StoreChoice &choice) const
{
    const auto at = m_passwords.find(keyOf(choice));
    return at == m_passwords.end() ? std::string() : at->second;
}

void Session::setDraft(const std::string &file, std::string text)
{
    m_drafts[file] = std::move(text);
    emit draftsChanged(qtText(file));
}

void Session::removeDraft(const std::string &file)
{
    if (m_drafts.erase(file) > 0)
        emit draftsChanged(qtText(file));
}

bool Session::isUnlocked(const StoreChoice &choice) const
{
    const auto at = m_unlocked.find(keyOf(choice));
    return at != m_unlocked.end() && at->second;
}

void Session::setUnlocked(const StoreChoice &choice, bool unlocked)
{
    m_unlocked[keyOf(choice)] = unlocked;
    emit lockChanged();
}

} // namespace kilter::ui
