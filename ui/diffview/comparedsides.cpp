#include "ui/diffview/comparedsides.h"

#include "core/comparison/scratchchoice.h"
#include "ui/text/text.h"

#include <chrono>

namespace kilter::ui {
namespace {

/// What a word of the source boxes means.
Result<Source> sourceOf(const CompareRequest &request, const QString &word)
{
    const Workspace &workspace = request.workspace->workspace;
    const StoreState &store = *request.store;
    Source source;
    source.text = utf8(word);
    if (word == QStringLiteral("models")) {
        source.type = Source::Type::Workspace;
        source.workspace = workspace;
        source.target = store.target;
        return source;
    }
    if (word.startsWith(QStringLiteral("file:"))) {
        source.type = Source::Type::SqlFile;
        source.argument = utf8(word.mid(5));
        source.target = store.target;
        return source;
    }
    if (word.startsWith(QStringLiteral("revision:"))) {
        source.type = Source::Type::Revision;
        source.argument = utf8(word.mid(9));
        source.workspace = workspace;
        KILTER_TRY(source.target, targetOf(workspace, store.choice.store, store.choice.connection));
        return source;
    }
    const QString place = word.startsWith(QStringLiteral("store:")) ? word.mid(6) : QString();
    const StoreChoice choice = place.isEmpty() ? store.choice : StoreChoice{utf8(place.section(QLatin1Char('@'), 0, 0)), utf8(place.section(QLatin1Char('@'), 1))};
    KILTER_TRY(source.target, targetOf(workspace, choice.store, choice.connection));
    if (choice == store.choice && !request.password.empty())
        source.target->url.password = request.password;
    return source;
}

QString countWords(const DiffNode &group)
{
    if (group.sign == Sign::Add || group.sign == Sign::Remove || group.sign == Sign::Question)
        return group.remark;
    return ObjectList::tr("%n change(s)", nullptr, int(group.changes.size()));
}

} // namespace

ObjectRef ComparedSides::before(const ComparedObject &object) const
{
    if (const DiffNode *node = group(object)) {
        for (const DiffNode &child : node->children) {
            if (child.candidate && child.candidate->from.kind == Kind::Table)
                return child.candidate->from;
        }
    }
    for (const Change &change : changes->changes) {
        if (change.type == ChangeType::Rename && change.after->ref == object.ref)
            return change.before->ref;
    }
    return object.ref;
}

Result<SidesPtr> comparedSides(const CompareRequest &request, const std::stop_token &stop)
{
    const auto begin = std::chrono::steady_clock::now();
    KILTER_TRY(const Source left, sourceOf(request, request.from));
    KILTER_TRY(const Source right, sourceOf(request, request.to));
    OpenWatch watch;
    watch.stop = stop;
    DiffOptions options;
    KILTER_TRY(Comparison comparison, compare(left, right, options, {}, watch));
    auto sides = std::make_shared<ComparedSides>();
    sides->objects = comparedObjects(comparison.changes);
    sides->from = std::make_shared<const Catalog>(std::move(comparison.from));
    sides->to = std::make_shared<const Catalog>(std::move(comparison.to));
    sides->changes = std::make_shared<const ChangeList>(std::move(comparison.changes));
    sides->milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    return sides;
}

SidesPtr sidesOf(const DiffPtr &live)
{
    auto sides = std::make_shared<ComparedSides>();
    sides->live = live;
    sides->from = live->from;
    sides->to = live->to;
    sides->changes = {live, &live->changes};
    for (std::size_t i = 0; i < live->groups.size(); ++i) {
        const DiffNode &group = live->groups[i];
        const bool isQuestion = group.sign == Sign::Question;
        if (group.changes.empty() && !isQuestion) // only a note: a model that is not valid
            continue;
        ComparedObject object;
        object.ref = group.object;
        object.name = qtText(group.object.name);
        object.sign = group.sign;
        object.group = int(i);
        object.isTickable = group.isTickable;
        object.isDrift = std::any_of(group.changes.begin(), group.changes.end(), [&](std::size_t change) { return live->standings[change] != Standing::Intended; });
        object.perhapsSpelling = !group.changes.empty() && std::all_of(group.changes.begin(), group.changes.end(), [&](std::size_t change) { return live->changes.changes[change].perhapsSpelling; });
        object.detail = object.isDrift ? ObjectList::tr("drift") : object.perhapsSpelling ? ObjectList::tr("spelling?") : countWords(group);
        sides->objects.push_back(std::move(object));
    }
    std::stable_sort(sides->objects.begin(), sides->objects.end(), [](const ComparedObject &a, const ComparedObject &b) { return a.ref < b.ref; });
    return sides;
}

} // namespace kilter::ui
