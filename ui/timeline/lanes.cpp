#include "ui/timeline/lanes.h"

#include "ui/text/text.h"

#include <algorithm>

namespace kilter::ui {
namespace {

/// Puts nodes on tracks: a first child goes on where its parent stands; another one takes the topmost track that is free from its parent's
/// column on.
class Tracks
{
public:
    void place(std::vector<LaneNode> &nodes)
    {
        std::vector<bool> hasChild(nodes.size(), false);
        for (LaneNode &node : nodes) {
            int from = node.column;
            std::optional<int> track;
            for (const int parent : node.parents) {
                const LaneNode &before = nodes[std::size_t(parent)];
                from = std::min(from, before.column + 1);
                if (!hasChild[std::size_t(parent)] && (!track || before.track < *track) && isFree(before.track, before.column + 1))
                    track = before.track;
            }
            for (const int parent : node.parents)
                hasChild[std::size_t(parent)] = true;
            node.track = track ? *track : firstFree(from);
            take(node.track, node.column);
        }
    }

    int count() const { return std::max<int>(1, int(m_usedTo.size())); }

private:
    bool isFree(int track, int from) const { return std::size_t(track) >= m_usedTo.size() || m_usedTo[std::size_t(track)] < from; }

    int firstFree(int from) const
    {
        int track = 0;
        while (!isFree(track, from))
            ++track;
        return track;
    }

    void take(int track, int column)
    {
        if (std::size_t(track) >= m_usedTo.size())
            m_usedTo.resize(std::size_t(track) + 1, -1);
        m_usedTo[std::size_t(track)] = std::max(m_usedTo[std::size_t(track)], column);
    }

    std::vector<int> m_usedTo; ///< last column of each track
};

void describe(LaneNode &node, const Migration *migration)
{
    node.name = shortName(node.id);
    if (!migration)
        return;
    node.title = qtText(migration->title);
    node.version = qtText(migration->version);
    node.isBreaking = migration->breaking;
}

} // namespace

int Lane::indexOf(const std::string &id) const
{
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const LaneNode &node) { return node.id == id; });
    return found == nodes.end() ? -1 : int(found - nodes.begin());
}

Lane laneOf(const std::string &store, const RevisionGraph &graph, const StoreStatus *status)
{
    Lane lane;
    lane.store = store;
    std::map<std::string, int> places;
    const auto add = [&](const std::string &id, const StatusRow *row) {
        LaneNode node;
        node.id = id;
        describe(node, graph.find(id));
        if (row) {
            node.state = row->state;
            node.note = qtText(row->note);
            if (!row->appliedAt.empty())
                node.applied = qtText(row->appliedAt) + (row->appliedBy.empty() ? QString() : QStringLiteral(", ") + qtText(row->appliedBy));
        }
        if (graph.find(id)) {
            for (const std::string &parent : graph.parents(id)) {
                if (const auto place = places.find(parent); place != places.end())
                    node.parents.push_back(place->second);
            }
        } else if (!lane.nodes.empty()) { // a missing file: it stood behind the one before it
            node.parents.push_back(int(lane.nodes.size()) - 1);
        }
        for (const int parent : node.parents)
            node.column = std::max(node.column, lane.nodes[std::size_t(parent)].column + 1);
        lane.columns = std::max(lane.columns, node.column + 1);
        places[id] = int(lane.nodes.size());
        lane.nodes.push_back(std::move(node));
    };
    if (status) {
        for (const StatusRow &row : status->rows)
            add(row.id, &row);
    } else {
        for (const Migration &migration : graph.migrations())
            add(migration.id, nullptr);
    }
    Tracks tracks;
    tracks.place(lane.nodes);
    lane.tracks = tracks.count();
    return lane;
}

QString shortName(const std::string &id)
{
    const auto digits = id.find_first_not_of("0123456789");
    const bool numbered = digits != std::string::npos && digits > 0 && id[digits] == '_' && digits + 1 < id.size();
    return qtText(numbered ? std::string_view(id).substr(digits + 1) : std::string_view(id));
}

} // namespace kilter::ui
