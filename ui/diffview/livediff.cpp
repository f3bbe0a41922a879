#include "ui/diffview/livediff.h"

#include "core/comparison/comparison.h"
#include "core/model/needs.h"
#include "core/plan/plan.h"
#include "core/workspace/sqlfiles.h"
#include "ui/jobs/freememory.h"
#include "ui/text/text.h"

#include <QThreadPool>

#include <chrono>

namespace kilter::ui {

/// The settled comparison of one moment.
struct LiveDiff::Lesson
{
    std::uint64_t number = 0;
    std::shared_ptr<const Catalog> raw; ///< what was settled
    StorePtr store;                     ///< compared with which
    std::shared_ptr<const Catalog> settled;
    std::set<ObjectRef> open; ///< perhaps only spelled differently, also after that
    Diagnostics notes;
    std::optional<Error> error;

    void take(const Comparison &comparison)
    {
        // Where nothing could be settled, texts stay what they are, and what differs in them stays open.
        const bool wasNotSettled = std::any_of(comparison.notes.begin(), comparison.notes.end(), [](const Diagnostic &note) { return note.code == "not-settled"; });
        for (const Change &change : comparison.changes.changes) {
            if (change.perhapsSpelling || wasNotSettled)
                open.insert(change.ref());
        }
        notes = comparison.notes;
    }
};

namespace {

constexpr int settleDelay = 400; ///< ms after the last comparison: nobody types any more
constexpr int planDelay = 60;
constexpr int restDelay = 2000; ///< ms after the last plan: what a comparison of a thousand tables needed is not needed now

/// Fields whose text only the server can put into its own words.
bool isServerText(const std::string &field)
{
    static const std::set<std::string> texts{"default", "expression", "generationExpression", "definition", "where", "keys",
                                             "partitionBound", "partitionBy", "columns", "storage", "options", "collation"};
    return texts.contains(field);
}

bool differsInTextsOnly(const Change &change)
{
    return change.type == ChangeType::Alter && !change.fields.empty()
           && std::all_of(change.fields.begin(), change.fields.end(), [](const FieldChange &field) { return isServerText(field.field); });
}

struct Request
{
    WorkspacePtr workspace;
    StorePtr store;
    std::map<std::string, std::string> drafts;
    Decisions decisions;
};

std::shared_ptr<const Catalog> actualOf(const StorePtr &store)
{
    return {store, &store->actual};
}

/// The decided renames that are still about something.
std::vector<Rename> presentRenames(const std::vector<Rename> &renames, const Catalog &from, const Catalog &to)
{
    std::vector<Rename> present;
    for (const Rename &rename : renames) {
        ObjectRef after = rename.from;
        after.name = rename.to;
        if (from.contains(rename.from) && !from.contains(after) && !to.contains(rename.from) && to.contains(after))
            present.push_back(rename);
    }
    return present;
}

bool sameFiles(const Catalog &a, const Catalog &b)
{
    return std::equal(a.unread.begin(), a.unread.end(), b.unread.begin(), b.unread.end(), [](const UnreadSql &x, const UnreadSql &y) { return x.sql == y.sql; });
}

/// With what only the server can read of sql/, as it was read back; the rest is what models say now.
std::shared_ptr<const Catalog> withReadBack(const std::shared_ptr<const Catalog> &known, const Catalog &readBack)
{
    std::vector<SharedObject> objects;
    for (int i = 0; i < kindCount; ++i) {
        if (isReadLocally(Kind(i), readBack.dialect))
            continue;
        for (const Object &object : readBack.all(Kind(i))) {
            if (!isPartOfTable(object.ref.kind) || known->contains(tableOf(object.ref)) || !readBack.contains(tableOf(object.ref)))
                objects.push_back(readBack.shared(object.ref));
        }
    }
    if (objects.empty())
        return known;
    auto whole = std::make_shared<Catalog>(*known);
    whole->addShared(std::move(objects));
    return whole;
}

/// `readBack`: what a server made of `asked`; null: not known (yet).
void compareLocally(const Request &request, DesiredCatalog &desired, const Catalog *asked, const Catalog *readBack, DiffResult &result)
{
    auto answer = desired.update({request.workspace, request.store->target->store, request.drafts});
    if (!answer) {
        result.error = answer.error();
        return;
    }
    result.raw = answer->raw;
    result.to = answer->known;
    if (readBack && !sameFiles(*asked, *result.raw))
        readBack = nullptr;
    result.invalid = std::move(answer->invalid);
    result.options.exclude = request.workspace->workspace.ignore;
    if (readBack)
        result.to = withReadBack(result.to, *readBack);
    leaveUndescribed(readBack ? *readBack : *result.to, result.options);
    excludeExternalPartitions(desired.models(), {result.from.get(), result.to.get()}, result.options);
    result.options.renames = presentRenames(request.decisions.renames, *result.from, *result.to);
    result.changes = diff(*result.from, *result.to, result.options);
}

} // namespace

LiveDiff::LiveDiff(Session &session, QObject *parent)
    : QObject(parent), m_session(session), m_quick(tr("Comparing")), m_settle(tr("Asking the server how it spells the models")), m_plan(tr("Planning")),
      m_desired(std::make_shared<DesiredCatalog>())
{
    m_settleTimer.setSingleShot(true);
    m_settleTimer.setInterval(settleDelay);
    m_planTimer.setSingleShot(true);
    m_planTimer.setInterval(planDelay);
    connect(&m_settleTimer, &QTimer::timeout, this, &LiveDiff::settle);
    connect(&m_planTimer, &QTimer::timeout, this, &LiveDiff::planSql);
    connect(&session, &Session::storeChanged, this, &LiveDiff::requestComparison);
    connect(&session, &Session::workspaceChanged, this, &LiveDiff::requestComparison);
    connect(&session, &Session::draftsChanged, this, &LiveDiff::requestComparison);
    connect(&session, &Session::verificationChanged, this, &LiveDiff::learnFromVerification);
    connect(&m_plan, &JobSlot::failed, this, [this](const QString &why) {
        m_sql = {};
        m_sql.error = Error{ErrorCode::Failed, utf8(why), {}, {}, {}};
        emit sqlChanged();
    });
    auto *rest = new QTimer(this);
    rest->setSingleShot(true);
    rest->setInterval(restDelay);
    connect(this, &LiveDiff::sqlChanged, rest, qOverload<>(&QTimer::start));
    connect(rest, &QTimer::timeout, this, [] { QThreadPool::globalInstance()->start(giveBackFreeMemory); });
    connect(&m_quick, &JobSlot::busyChanged, this, &LiveDiff::busyChanged);
    connect(&m_settle, &JobSlot::busyChanged, this, &LiveDiff::busyChanged);
}

LiveDiff::Phase LiveDiff::phase() const
{
    if (!m_session.isOpen())
        return Phase::NoWorkspace;
    const StoreState &store = *m_session.store();
    switch (store.phase) {
    case StorePhase::NotConnected:
        return Phase::NotConnected;
    case StorePhase::Connecting:
        return Phase::Connecting;
    case StorePhase::Failed:
        return Phase::StoreFailed;
    case StorePhase::Connected:
        break;
    }
    if (!m_result)
        return Phase::Comparing;
    if (m_result->error)
        return Phase::Invalid;
    return m_result->groups.empty() ? Phase::Equal : Phase::Different;
}

/// Another store or workspace: nothing that was known holds.
void LiveDiff::forget()
{
    m_settleTimer.stop();
    m_planTimer.stop();
    m_quick.cancel();
    m_settle.cancel();
    m_plan.cancel();
    m_desired = std::make_shared<DesiredCatalog>();
    m_lesson.reset();
    m_result.reset();
    m_decisions = {};
    m_sql = {};
    count();
    emit busyChanged();
}

void LiveDiff::requestComparison()
{
    const StorePtr store = m_session.store();
    if (m_session.folder() != m_folder || store->choice != m_choice) {
        m_folder = m_session.folder();
        m_choice = store->choice;
        forget();
        emit changed();
        emit ticksChanged();
        emit sqlChanged();
    }
    if (!m_session.isOpen() || !store->isConnected()) {
        m_quick.cancel();
        emit changed();
        return;
    }
    compareNow();
}

void LiveDiff::compareNow()
{
    const StorePtr store = m_session.store();
    if (!m_session.isOpen() || !store->isConnected())
        return;
    Request request{m_session.workspace(), store, m_session.drafts(), m_decisions};
    m_quick.run(
        [request, desired = m_desired, lesson = m_lesson](const JobControl &) -> DiffPtr {
            const auto begin = std::chrono::steady_clock::now();
            auto result = std::make_shared<DiffResult>();
            result->workspace = request.workspace;
            result->store = request.store;
            result->from = actualOf(request.store);
            if (lesson && !lesson->error)
                desired->learnOnce(lesson->number, *lesson->raw, *lesson->settled);
            const bool isKnown = lesson && !lesson->error;
            compareLocally(request, *desired, isKnown ? lesson->raw.get() : nullptr, isKnown ? lesson->settled.get() : nullptr, *result);
            if (!result->error) {
                for (Change &change : result->changes.changes) {
                    const bool isOpen = desired->isSettled(change.ref()) ? lesson && lesson->open.contains(change.ref()) : true;
                    change.perhapsSpelling = isOpen && differsInTextsOnly(change);
                }
                const bool isTaught = lesson && lesson->store == request.store && (lesson->error ? lesson->raw == result->raw : desired->isAllSettled() && sameFiles(*lesson->raw, *result->raw));
                result->needsSettling = !isTaught;
                if (lesson)
                    result->notes = lesson->notes;
                if (lesson && lesson->error && lesson->raw == result->raw)
                    result->notes.insert(result->notes.end(), lesson->error->diagnostics.begin(), lesson->error->diagnostics.end());
                describe(*result, desired->models(), request.decisions);
            }
            result->milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
            return result;
        },
        [this](DiffPtr result) { take(std::move(result)); });
}

void LiveDiff::take(DiffPtr result)
{
    m_result = std::move(result);
    count();
    if (m_result->needsSettling && !m_result->error)
        m_settleTimer.start();
    else
        m_settleTimer.stop();
    emit busyChanged();
    emit changed();
    emit ticksChanged();
    requestSql();
}

/// The session has had the saved models read back: what it learnt need not be asked for again.
void LiveDiff::learnFromVerification()
{
    const VerificationPtr found = m_session.verification();
    if (!found || !found->comparison || found->store != m_session.store() || m_session.folder() != m_folder)
        return;
    auto lesson = std::make_shared<Lesson>();
    lesson->number = ++m_lessons;
    lesson->raw = found->desired;
    lesson->store = found->store;
    lesson->settled = {found, &found->comparison->to};
    lesson->take(*found->comparison);
    m_lesson = std::move(lesson);
    compareNow();
}

/// Both sides once more, the models read back from a scratch place.
void LiveDiff::settle()
{
    if (!m_result || m_result->error)
        return;
    if (m_session.isVerifying()) { // which reads back the same, but for drafts
        m_settleTimer.start();
        return;
    }
    m_settle.run(
        [now = m_result, number = ++m_lessons](const JobControl &control) -> std::shared_ptr<const Lesson> {
            auto lesson = std::make_shared<Lesson>();
            lesson->number = number;
            lesson->raw = now->raw;
            lesson->store = now->store;
            Catalog desired = *now->raw;
            if (desired.dialect == DialectKind::PostgreSql)
                linkNeeds(desired);
            DiffOptions options;
            options.renames = now->options.renames;
            auto comparison = compareWithStore(now->workspace->workspace, *now->store->target, now->store->actual, std::move(desired), now->store->timeZone,
                                               options, control.stopToken());
            if (!comparison) {
                lesson->error = comparison.error();
                return lesson;
            }
            lesson->take(*comparison);
            lesson->settled = std::make_shared<const Catalog>(std::move(comparison->to));
            return lesson;
        },
        [this](std::shared_ptr<const Lesson> lesson) {
            m_lesson = std::move(lesson);
            compareNow();
        });
}

void LiveDiff::cancel()
{
    m_settleTimer.stop();
    m_quick.cancel();
    m_settle.cancel();
    emit busyChanged();
}

bool LiveDiff::isTicked(const DiffResult &of, std::size_t change) const
{
    if (of.wholeOf[change]) // a field typed into a new table that is not ticked is not ticked either
        return isTicked(of, *of.wholeOf[change]);
    if (m_decisions.ticks.empty())
        return of.tickedAtFirst[change];
    const auto said = m_decisions.ticks.find(changeKey(of.changes.changes[change]));
    return said == m_decisions.ticks.end() ? bool(of.tickedAtFirst[change]) : said->second;
}

Qt::CheckState LiveDiff::tickOf(const DiffResult &of, const DiffNode &node) const
{
    std::size_t ticked = 0;
    for (const std::size_t change : node.changes)
        ticked += isTicked(of, change);
    return ticked == 0 ? Qt::Unchecked : ticked == node.changes.size() ? Qt::Checked : Qt::PartiallyChecked;
}

void LiveDiff::setTicked(const DiffResult &of, const std::vector<std::size_t> &changes, bool ticked)
{
    for (const std::size_t change : changes)
        m_decisions.ticks[changeKey(of.changes.changes[change])] = ticked;
    count();
    emit ticksChanged();
    requestSql();
}

std::vector<std::size_t> LiveDiff::chosen() const
{
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; m_result && i < m_result->changes.changes.size(); ++i) {
        if (isTicked(i))
            indices.push_back(i);
    }
    return indices;
}

std::vector<Rename> LiveDiff::chosenRenames() const
{
    std::vector<Rename> renames;
    for (std::size_t i = 0; m_result && i < m_result->changes.changes.size(); ++i) {
        const Change &change = m_result->changes.changes[i];
        if (change.type != ChangeType::Rename || !isTicked(i))
            continue;
        for (const Rename &rename : m_result->options.renames) {
            if (rename.from == change.before->ref || (rename.from.kind == change.ref().kind && rename.from.name == change.before->ref.name && rename.to == change.ref().name))
                renames.push_back(rename);
        }
    }
    return renames;
}

void LiveDiff::answerRename(const Rename &candidate, bool isRename)
{
    if (isRename)
        m_decisions.renames.push_back(candidate);
    else
        m_decisions.notRenames.insert(toText(candidate));
    compareNow();
}

void LiveDiff::reopenRename(const Rename &rename)
{
    std::erase(m_decisions.renames, rename);
    m_decisions.notRenames.erase(toText(rename));
    compareNow();
}

void LiveDiff::count()
{
    m_tickedCount = m_tickableCount = m_questionCount = m_droppedOutCount = 0;
    const auto countNode = [this](const DiffNode &node) {
        if (node.type == DiffNode::Type::RenameQuestion || node.type == DiffNode::Type::DriftQuestion)
            ++m_questionCount;
        if (!node.isTickable)
            return;
        ++m_tickableCount;
        const bool isTicked = tickOf(node) == Qt::Checked;
        m_tickedCount += isTicked;
        m_droppedOutCount += !isTicked && node.sign == Sign::Remove;
    };
    for (const DiffNode &group : m_result ? m_result->groups : std::vector<DiffNode>()) {
        if (group.children.empty() || group.sign == Sign::Add || group.sign == Sign::Remove)
            countNode(group);
        for (const DiffNode &child : group.children)
            countNode(child);
    }
}

void LiveDiff::requestSql()
{
    m_planTimer.start();
}

void LiveDiff::planSql()
{
    if (!m_result || m_result->error) {
        m_sql = {};
        emit sqlChanged();
        return;
    }
    PlanOptions options;
    options.diff = m_result->options;
    options.renames = chosenRenames();
    m_plan.run(
        [now = m_result, indices = chosen(), options](const JobControl &) {
            DiffSql sql;
            sql.dialect = now->from->dialect;
            sql.changes = indices.size();
            if (indices.empty())
                return sql;
            const ChangeList changes = changesOf(*now, indices);
            Catalog to = *now->to;
            if (to.dialect == DialectKind::PostgreSql)
                linkNeeds(to);
            const auto target = applied(*now->from, to, changes);
            const Dialect &dialect = Dialect::of(sql.dialect);
            auto made = target ? plan(*now->from, target->catalog, dialect, options) : tl::unexpected(target.error());
            if (!made) {
                sql.error = made.error();
                return sql;
            }
            sql.added = target->added;
            sql.up = scriptOf(made->up, dialect, {.transactions = false, .hazardComments = true});
            sql.down = scriptOf(made->down, dialect, {.transactions = false, .hazardComments = true});
            return sql;
        },
        [this](DiffSql sql) {
            m_sql = std::move(sql);
            emit sqlChanged();
        });
}

} // namespace kilter::ui
