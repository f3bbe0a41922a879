#include "ui/session/session.h"

#include "ui/session/filewatch.h"
#include "ui/text/text.h"

#include <QtConcurrent>

namespace kilter::ui {
namespace {

std::string keyOf(const StoreChoice &choice)
{
    return choice.store + '@' + choice.connection;
}

struct Reading
{
    Result<WorkspacePtr> state = WorkspacePtr();
    QStringList paths;
};

} // namespace

Session::Session(QObject *parent) : QObject(parent), m_store(std::make_shared<StoreState>()), m_watch(new FileWatch(this))
{
    connect(m_watch, &FileWatch::changed, this, &Session::reload);
}

Session::~Session()
{
    m_stopInspection.request_stop();
}

void Session::open(const QString &folder)
{
    read(folder, true);
}

void Session::reload()
{
    if (isOpen())
        read(m_folder, false);
}

void Session::read(const QString &folder, bool isNew)
{
    const std::uint64_t generation = ++m_readGeneration;
    m_reading = true;
    emit busyChanged();
    QtConcurrent::run([folder, generation] {
        return Reading{readState(std::filesystem::path(utf8(folder)), generation), FileWatch::pathsIn(folder)};
    }).then(this, [this, folder, isNew, generation](const Reading &reading) {
        if (generation != m_readGeneration)
            return;
        m_reading = false;
        emit busyChanged();
        if (reading.state || !isNew)
            m_watch->refresh(reading.paths);
        takeState(reading.state, folder, isNew);
    });
}

void Session::takeState(const Result<WorkspacePtr> &state, const QString &folder, bool isNew)
{
    if (!state) {
        emit openFailed(folder, state.error());
        return;
    }
    m_workspace = *state;
    m_folder = folder;
    if (isNew) {
        m_drafts.clear();
        m_passwords.clear();
        m_unlocked.clear();
        chooseDefault();
        emit opened();
    }
    emit workspaceChanged();
    if (isNew)
        inspect();
}

void Session::close()
{
    cancelInspection();
    ++m_readGeneration;
    m_reading = false;
    m_workspace.reset();
    m_folder.clear();
    m_choice = {};
    m_drafts.clear();
    m_passwords.clear();
    m_unlocked.clear();
    m_store = std::make_shared<StoreState>();
    m_watch->setFolder({});
    emit closed();
    emit workspaceChanged();
    emit storeChanged();
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

void Session::inspect()
{
    if (!isOpen())
        return;
    m_stopInspection.request_stop();
    m_stopInspection = std::stop_source();
    auto connecting = std::make_shared<StoreState>();
    connecting->choice = m_choice;
    connecting->generation = m_inspectGeneration + 1;
    connecting->phase = StorePhase::Connecting;
    if (auto target = targetOf(m_workspace->workspace, m_choice.store, m_choice.connection))
        connecting->target = std::move(*target);
    if (m_store->choice != m_choice || !m_store->isConnected()) { // what was seen stays until the new is there
        m_store = std::move(connecting);
        emit storeChanged();
    }
    startInspection();
}

void Session::startInspection()
{
    InspectRequest request;
    request.workspace = m_workspace;
    request.choice = m_choice;
    request.password = passwordFor(m_choice);
    request.generation = ++m_inspectGeneration;
    request.watch.stop = m_stopInspection.get_token();
    request.watch.onRetry = [this, generation = request.generation](int attempt, std::chrono::milliseconds wait, const std::string &why) {
        QMetaObject::invokeMethod(this, [this, generation, attempt, wait = int(wait.count()), why = qtText(why)] {
            if (generation == m_inspectGeneration)
                emit retrying(attempt, wait, why);
        });
    };
    m_inspecting = true;
    emit busyChanged();
    QtConcurrent::run([request] { return inspectStore(request); }).then(this, [this, generation = request.generation](const StorePtr &found) {
        if (generation != m_inspectGeneration)
            return;
        m_inspecting = false;
        m_store = found;
        emit busyChanged();
        emit storeChanged();
    });
}

void Session::cancelInspection()
{
    if (!m_inspecting)
        return;
    m_stopInspection.request_stop();
    ++m_inspectGeneration;
    m_inspecting = false;
    if (!m_store->isConnected()) {
        auto stopped = std::make_shared<StoreState>(*m_store);
        stopped->phase = StorePhase::NotConnected;
        m_store = std::move(stopped);
    }
    emit busyChanged();
    emit storeChanged();
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
