#include "core/model/modelupdate.h"

#include <algorithm>

namespace kilter {
namespace {

/// Keywords of a property that say what the column is; others (title, examples, x-faker …) are the person's.
bool isOurs(const std::string &keyword)
{
    static const std::vector<std::string> ours{"$ref", "type", "format", "default", "enum", "const", "minimum", "maximum", "exclusiveMinimum",
                                               "exclusiveMaximum", "minLength", "maxLength", "pattern", "multipleOf", "allOf", "anyOf", "oneOf",
                                               "x-column", "x-index", "x-references"};
    return std::find(ours.begin(), ours.end(), keyword) != ours.end();
}

const Json &memberOf(const Json &json, std::string_view key)
{
    static const Json none = Json::object();
    const Json *found = json.find(key);
    return found ? *found : none;
}

class Editor
{
public:
    explicit Editor(const ModelUpdate &update) : m_update(update), m_json(update.model.json), m_now(update.now), m_fresh(update.fresh) {}

    std::vector<JsonEdit> run()
    {
        spellTimestampsOut();
        const Json &before = memberOf(m_now, "properties"), &after = memberOf(m_fresh, "properties");
        for (const JsonMember &member : before.members) {
            if (!after.find(member.key) && present(member.key))
                m_edits.push_back({pointerTo("/properties", member.key), std::nullopt});
        }
        for (const JsonMember &member : after.members)
            property(member.key, before.find(member.key), member.value);
        required();
        comment({}, "x-table", m_now, m_fresh);
        inBag({}, "x-table", memberOf(m_now, "x-table"), memberOf(m_fresh, "x-table"));
        for (const char *keyword : {"x-constraints", "x-indexes"})
            list(keyword);
        if (!(memberOf(m_now, "x-partition") == memberOf(m_fresh, "x-partition"))) {
            const Json *partition = m_fresh.find("x-partition");
            m_edits.push_back({"/x-partition", partition ? std::optional(*partition) : std::nullopt});
        }
        return std::move(m_edits);
    }

private:
    const Json *present(const std::string &column) const { return memberOf(m_json, "properties").find(column); }

    /// Columns of "timestamps": true that are not as that makes them become properties.
    void spellTimestampsOut()
    {
        if (!m_update.model.timestamps)
            return;
        const Json &before = memberOf(m_now, "properties"), &after = memberOf(m_fresh, "properties");
        const auto differs = [&](const char *name) {
            const Json *was = before.find(name), *is = after.find(name);
            return !present(name) && was && !(is && *is == *was);
        };
        if (!differs("created_at") && !differs("updated_at"))
            return;
        m_edits.push_back({"/x-model/timestamps", std::nullopt});
        for (const char *name : {"created_at", "updated_at"}) {
            if (const Json *is = after.find(name); is && !present(name)) {
                m_edits.push_back({pointerTo("/properties", name), *is});
                m_added.push_back(name);
            }
        }
    }

    void property(const std::string &column, const Json *was, const Json &is)
    {
        if (std::find(m_added.begin(), m_added.end(), column) != m_added.end() || (was && *was == is))
            return;
        const Json *theirs = present(column);
        const std::string at = pointerTo("/properties", column);
        if (!theirs) {
            if (!was && !memberOf(m_json, "properties").isNull() && !m_json.find("properties") && m_edits.empty())
                m_edits.push_back({"/properties", Json::object()});
            m_edits.push_back({at, is});
            return;
        }
        const Json none = Json::object();
        const Json &before = was ? *was : none;
        comment(at, "x-column", before, is);
        inBag(at, "x-column", memberOf(before, "x-column"), memberOf(is, "x-column"));
        const auto skip = [](const std::string &key) { return key == "description" || key == "x-column"; };
        for (const JsonMember &member : before.members) {
            if (!skip(member.key) && !is.find(member.key))
                m_edits.push_back({pointerTo(at, member.key), std::nullopt});
        }
        for (const JsonMember &member : is.members) {
            const Json *old = before.find(member.key);
            if (!skip(member.key) && !(old && *old == member.value))
                m_edits.push_back({pointerTo(at, member.key), member.value});
        }
    }

    /// Members of a bag that differ; the bag is made or removed where it comes or goes as a whole.
    void inBag(const std::string &at, const char *bag, const Json &before, const Json &after)
    {
        const std::string pointer = at + '/' + bag;
        const Json *theirs = valueAt(m_json, pointer);
        const auto edits = editsBetween(before, after, pointer);
        if (edits.empty())
            return;
        if (!theirs && std::none_of(m_edits.begin(), m_edits.end(), [&](const JsonEdit &e) { return e.pointer == pointer; })) {
            if (!after.members.empty())
                m_edits.push_back({pointer, after});
            return;
        }
        m_edits.insert(m_edits.end(), edits.begin(), edits.end());
    }

    void comment(const std::string &at, const char *bag, const Json &before, const Json &after)
    {
        const Json *was = before.find("description"), *is = after.find("description");
        if (!m_update.hasComments || (!was && !is) || (was && is && *was == *is))
            return;
        const Json *theirs = valueAt(m_json, at);
        if (!theirs || !theirs->find("description")) {
            m_edits.push_back({at + "/description", is ? std::optional(*is) : std::nullopt});
            return;
        }
        const std::string pointer = at + '/' + bag;
        if (!valueAt(m_json, pointer))
            m_edits.push_back({pointer, Json::object()});
        m_edits.push_back({pointer + "/comment", is ? *is : Json::of("")});
    }

    void required()
    {
        const Json &before = memberOf(m_now, "required"), &after = memberOf(m_fresh, "required");
        const auto has = [](const Json &list, const std::string &name) {
            return std::any_of(list.items.begin(), list.items.end(), [&](const Json &item) { return item.text == name; });
        };
        Json list = m_json.find("required") ? *m_json.find("required") : Json::array();
        for (const Json &name : before.items) {
            if (!has(after, name.text))
                std::erase_if(list.items, [&](const Json &item) { return item.text == name.text; });
        }
        for (const Json &name : after.items) {
            const bool isImplied = has(before, name.text) && !has(list, name.text);
            const bool isAdded = std::find(m_added.begin(), m_added.end(), name.text) != m_added.end();
            if ((!isImplied || isAdded) && !has(list, name.text))
                list.items.push_back(name);
        }
        const Json &theirs = memberOf(m_json, "required");
        if (!(theirs == list) && !(list.items.empty() && !m_json.find("required")))
            m_edits.push_back({"/required", list});
    }

    /// x-constraints or x-indexes: entries that are no longer there go, new ones come behind the others.
    void list(const std::string &keyword)
    {
        const Json &before = memberOf(m_now, keyword), &after = memberOf(m_fresh, keyword);
        const auto has = [](const Json &entries, const Json &one) { return std::find(entries.items.begin(), entries.items.end(), one) != entries.items.end(); };
        Json theirs = m_json.find(keyword) ? *m_json.find(keyword) : Json::array();
        const std::size_t count = theirs.items.size();
        std::erase_if(theirs.items, [&](const Json &entry) { return isGone(entry) || (has(before, entry) && !has(after, entry)); });
        if (before == after && theirs.items.size() == count)
            return;
        for (const Json &entry : after.items) {
            if (!has(before, entry) && !has(theirs, entry))
                theirs.items.push_back(entry);
        }
        const std::string pointer = '/' + keyword;
        if (theirs.items.empty())
            m_edits.push_back({pointer, std::nullopt});
        else
            m_edits.push_back({pointer, theirs});
    }

    bool isGone(const Json &entry) const
    {
        const auto &gone = m_update.gone;
        return std::find(gone.begin(), gone.end(), m_update.model.placeOf(entry)) != gone.end();
    }

    const ModelUpdate &m_update;
    const Json &m_json;
    const Json &m_now;
    const Json &m_fresh;
    std::vector<std::string> m_added;
    std::vector<JsonEdit> m_edits;
};

} // namespace

std::vector<JsonEdit> updatingEdits(const ModelUpdate &update)
{
    const Model &model = update.model;
    std::vector<JsonEdit> edits = Editor(update).run();
    // A list is replaced entry by entry, so that what stays keeps its bytes.
    std::vector<JsonEdit> fine;
    for (JsonEdit &edit : edits) {
        const Json *theirs = edit.value && edit.value->isArray() ? valueAt(model.json, edit.pointer) : nullptr;
        if (theirs && theirs->isArray()) {
            for (JsonEdit &part : editsBetween(*theirs, *edit.value, edit.pointer))
                fine.push_back(std::move(part));
        } else {
            fine.push_back(std::move(edit));
        }
    }
    return fine;
}

namespace {

/// A person's description stays; where the database says something else, that goes into the bag.
void keepDescription(Json &json, const Json &theirs, const Json &ours, const char *bagName, bool hasComments)
{
    const Json *kept = theirs.find("description"), *comment = ours.find("description");
    if (!hasComments || (kept && comment && *kept == *comment) || (!kept && !comment))
        return;
    if (!kept) {
        json.set("description", *comment);
        return;
    }
    Json bag = memberOf(json, bagName);
    bag.set("comment", comment ? *comment : Json::of(""));
    json.set(bagName, std::move(bag));
}

Json rewrittenProperty(const Json &theirs, const Json &ours, bool hasComments)
{
    Json merged = theirs;
    std::erase_if(merged.members, [](const JsonMember &member) { return isOurs(member.key); });
    for (const JsonMember &member : ours.members) {
        if (member.key != "description")
            merged.set(member.key, member.value);
    }
    keepDescription(merged, theirs, ours, "x-column", hasComments);
    return merged;
}

/// Whether "timestamps": true still says just what the database has.
bool timestampsHold(const ModelUpdate &update)
{
    const Json &theirs = memberOf(update.model.json, "properties");
    for (const char *name : {"created_at", "updated_at"}) {
        const Json *was = memberOf(update.now, "properties").find(name), *is = memberOf(update.fresh, "properties").find(name);
        if (!theirs.find(name) && !(was && is && *was == *is))
            return false;
    }
    return update.model.timestamps;
}

} // namespace

Json rewritten(const ModelUpdate &update)
{
    Json json = update.model.json;
    const bool timestamps = timestampsHold(update);
    const auto isTimestamp = [&](const std::string &name) { return timestamps && (name == "created_at" || name == "updated_at"); };
    const Json before = memberOf(json, "properties");
    const Json &after = memberOf(update.fresh, "properties");
    Json properties = Json::object();
    for (const JsonMember &member : before.members) {
        if (const Json *ours = after.find(member.key))
            properties.set(member.key, rewrittenProperty(member.value, *ours, update.hasComments));
    }
    for (const JsonMember &member : after.members) {
        if (!properties.find(member.key) && !isTimestamp(member.key))
            properties.set(member.key, member.value);
    }
    for (const char *keyword : {"required", "x-constraints", "x-indexes", "x-partition", "x-table"}) {
        if (const Json *ours = update.fresh.find(keyword))
            json.set(keyword, *ours);
        else
            json.remove(keyword);
    }
    if (Json *required = json.find("required"))
        std::erase_if(required->items, [&](const Json &name) { return isTimestamp(name.text) && !properties.find(name.text); });
    json.set("properties", std::move(properties));
    keepDescription(json, update.model.json, update.fresh, "x-table", update.hasComments);
    if (Json *bag = json.find("x-model"); bag && !timestamps)
        bag->remove("timestamps");
    return json;
}

} // namespace kilter
