#include "core/base/text.h"
#include "core/comparison/generate.h"
#include "core/diff/references.h"
#include "ui/diffview/diffwords.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace kilter::ui {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Diff)
};

Sign signOf(ChangeType type)
{
    switch (type) {
    case ChangeType::Add:
        return Sign::Add;
    case ChangeType::Drop:
        return Sign::Remove;
    case ChangeType::Alter:
        return Sign::Change;
    case ChangeType::Rename:
        return Sign::Rename;
    }
    return Sign::None;
}

/// Makes the tree of a comparison.
class Description
{
public:
    Description(DiffResult &result, const std::vector<Model> &models, const Decisions &decisions) : m_result(result), m_decisions(decisions)
    {
        for (const Model &model : models) {
            if (model.hasTable())
                m_models[{model.schema, model.table}] = &model;
            m_byFile[model.file] = &model;
        }
    }

    void run()
    {
        findCandidates();
        judge();
        group();
        for (auto &[ref, indices] : m_byGroup)
            m_result.groups.push_back(groupNode(ref, indices));
        std::erase_if(m_result.groups, [](const DiffNode &node) { return node.children.empty() && node.changes.empty(); });
        addInvalid();
        std::stable_sort(m_result.groups.begin(), m_result.groups.end(), [](const DiffNode &a, const DiffNode &b) {
            const bool isOther = a.object.kind != Kind::Table, isOtherToo = b.object.kind != Kind::Table;
            return std::pair(isOther, a.name.toLower()) < std::pair(isOtherToo, b.name.toLower());
        });
    }

private:
    const Change &change(std::size_t index) const { return m_result.changes.changes[index]; }

    /// Which changes an open rename question is about.
    void findCandidates()
    {
        if (m_result.changes.candidates.empty())
            return;
        std::map<std::pair<bool, ObjectRef>, std::size_t> index; // is it an addition
        for (std::size_t i = 0; i < m_result.changes.changes.size(); ++i) {
            const ChangeType type = change(i).type;
            if (type == ChangeType::Add || type == ChangeType::Drop)
                index[{type == ChangeType::Add, change(i).ref()}] = i;
        }
        for (const Rename &candidate : m_result.changes.candidates) {
            ObjectRef to = candidate.from;
            to.name = candidate.to;
            const auto drop = index.find({false, candidate.from}), add = index.find({true, to});
            if (!carriesData(candidate.from.kind) || drop == index.end() || add == index.end())
                continue;
            const bool isAnswered = m_decisions.notRenames.contains(toText(candidate));
            for (const std::size_t i : {drop->second, add->second})
                (isAnswered ? m_answered : m_asked).insert(i);
            if (isAnswered)
                continue;
            m_questions[add->second] = &candidate;
            if (candidate.from.kind == Kind::Table) {
                m_movedGroups[candidate.from] = to;
                m_tableQuestions[to] = &candidate;
            }
        }
    }

    Standing standingOf(const Change &one) const
    {
        if (!m_result.store->remembered || one.type == ChangeType::Rename)
            return Standing::Intended;
        const Catalog &remembered = *m_result.store->remembered;
        const Object *then = remembered.find(one.ref());
        const Object *now = one.before ? &*one.before : nullptr;
        const Object *wanted = one.after ? &*one.after : nullptr;
        const auto same = [](const Object *a, const Object *b) { return (!a && !b) || (a && b && sameContent(*a, *b)); };
        if (same(then, now))
            return Standing::Intended;
        return same(then, wanted) ? Standing::Drift : Standing::Both;
    }

    void judge()
    {
        for (std::size_t i = 0; i < m_result.changes.changes.size(); ++i) {
            const Change &one = change(i);
            const Standing standing = standingOf(one);
            m_result.standings.push_back(standing);
            const bool drops = one.type == ChangeType::Drop && !m_answered.contains(i);
            m_result.tickedAtFirst.push_back(!drops && !one.perhapsSpelling && standing == Standing::Intended && !m_asked.contains(i));
        }
        followTables();
        followQuestions();
    }

    /// What would need one side of an open question waits for its answer.
    void followQuestions()
    {
        std::set<ObjectRef> asked;
        for (const std::size_t i : m_asked)
            asked.insert(change(i).ref());
        if (asked.empty())
            return;
        for (std::size_t i = 0; i < m_result.changes.changes.size(); ++i) {
            const Change &one = change(i);
            std::vector<ObjectRef> needs = one.after ? references(*m_result.to, *one.after) : std::vector<ObjectRef>();
            if (one.before) {
                const std::vector<ObjectRef> more = references(*m_result.from, *one.before);
                needs.insert(needs.end(), more.begin(), more.end());
            }
            if (m_asked.contains(i) || std::none_of(needs.begin(), needs.end(), [&](const ObjectRef &need) { return asked.contains(need); }))
                continue;
            m_waiting.insert(i);
            m_result.tickedAtFirst[i] = false;
        }
    }

    /// The parts of a table that comes or goes come and go with it.
    void followTables()
    {
        m_result.wholeOf.resize(m_result.changes.changes.size());
        std::map<std::pair<bool, ObjectRef>, std::size_t> tables;
        for (std::size_t i = 0; i < m_result.changes.changes.size(); ++i) {
            const bool isWhole = change(i).type == ChangeType::Add || change(i).type == ChangeType::Drop;
            if (isWhole && change(i).ref().kind == Kind::Table)
                tables[{change(i).type == ChangeType::Add, change(i).ref()}] = i;
        }
        if (tables.empty())
            return;
        std::pair<bool, ObjectRef> last; // parts of one table follow each other
        auto table = tables.end();
        for (std::size_t i = 0; i < m_result.changes.changes.size(); ++i) {
            const ObjectRef &ref = change(i).ref();
            if (!isPartOfTable(ref.kind))
                continue;
            const bool isNew = change(i).type == ChangeType::Add;
            if (isNew != last.first || ref.parent != last.second.name || ref.schema != last.second.schema) {
                last = {isNew, tableOf(ref)};
                table = tables.find(last);
            }
            if (table == tables.end())
                continue;
            m_result.tickedAtFirst[i] = m_result.tickedAtFirst[table->second];
            m_result.standings[i] = m_result.standings[table->second];
            m_result.wholeOf[i] = table->second;
        }
    }

    bool isDecided(std::size_t index) const { return !m_decisions.ticks.empty() && m_decisions.ticks.contains(changeKey(change(index))); }

    void group()
    {
        ObjectRef last; // parts of one table follow each other
        std::vector<std::size_t> *group = nullptr;
        for (std::size_t i = 0; i < m_result.changes.changes.size(); ++i) {
            const ObjectRef &ref = change(i).ref();
            const bool isPart = isPartOfTable(ref.kind);
            if (!isPart || !group || ref.parent != last.name || ref.schema != last.schema || last.kind != Kind::Table) {
                last = isPart ? tableOf(ref) : ref;
                const auto moved = m_movedGroups.find(last);
                group = &m_byGroup[moved != m_movedGroups.end() ? moved->second : last];
            }
            group->push_back(i);
        }
    }

    const Model *modelOf(const ObjectRef &table) const
    {
        for (const std::string &schema : {table.schema, std::string()}) {
            const auto at = m_models.find({schema, table.name});
            if (table.kind == Kind::Table && at != m_models.end())
                return at->second;
        }
        const Object *object = m_result.to->find(table);
        const auto at = object ? m_byFile.find(object->source.file) : m_byFile.end();
        return at == m_byFile.end() ? nullptr : at->second;
    }

    DiffNode groupNode(const ObjectRef &ref, const std::vector<std::size_t> &indices)
    {
        DiffNode node;
        node.type = DiffNode::Type::Group;
        node.key = toText(ref);
        node.object = ref;
        node.changes = indices;
        const Model *model = modelOf(ref);
        const bool isTitled = model && ref.kind == Kind::Table && model->table == ref.name;
        node.name = isTitled ? qtText(model->title) : qtText(ref.kind == Kind::Table ? ref.name : qualifiedName(ref));
        if (isTitled)
            node.level = model->level;
        node.icon = kindIcon(ref.kind);
        node.file = model ? model->file : std::string();
        const auto own = std::find_if(indices.begin(), indices.end(), [&](std::size_t i) { return change(i).ref() == ref && change(i).type != ChangeType::Alter; });
        const auto question = m_tableQuestions.find(ref);
        if (question != m_tableQuestions.end())
            askForTable(node, *question->second);
        else if (own != indices.end() && change(*own).type != ChangeType::Rename)
            wholeNode(node, *own);
        else
            partsNode(node, indices);
        return node;
    }

    void askForTable(DiffNode &node, const Rename &candidate)
    {
        node.sign = Sign::Question;
        node.remark = Words::tr("a question");
        node.remarkToken = Token::Rename;
        DiffNode question = questionNode(candidate);
        question.changes = node.changes;
        node.children.push_back(std::move(question));
    }

    DiffNode questionNode(const Rename &candidate)
    {
        DiffNode node;
        node.type = DiffNode::Type::RenameQuestion;
        node.key = "?" + toText(candidate);
        node.object = candidate.from;
        node.sign = Sign::Question;
        node.isCode = true;
        node.name = qtText(candidate.from.name);
        node.detail = qtText(candidate.to);
        node.remark = Words::tr("renamed?");
        node.remarkToken = Token::Rename;
        node.candidate = candidate;
        return node;
    }

    /// An object that comes or goes as a whole: one tick for all of it.
    void wholeNode(DiffNode &node, std::size_t own)
    {
        const bool isNew = change(own).type == ChangeType::Add;
        const std::size_t columns = std::size_t(std::count_if(node.changes.begin(), node.changes.end(), [&](std::size_t i) { return change(i).ref().kind == Kind::Column; }));
        node.sign = isNew ? Sign::Add : Sign::Remove;
        node.isTickable = true;
        if (isNew)
            node.remark = node.object.kind == Kind::Table ? Words::tr("new, %n column(s)", nullptr, int(columns)) : Words::tr("new %1").arg(kindWord(node.object.kind));
        else
            node.remark = node.object.kind == Kind::Table ? Words::tr("drops the table") : Words::tr("drops the %1").arg(kindWord(node.object.kind));
        node.remarkToken = isNew ? Token::Add : Token::Remove;
        if (m_result.standings[own] != Standing::Intended)
            addDrift(node, node.changes);
    }

    void partsNode(DiffNode &node, const std::vector<std::size_t> &indices)
    {
        std::vector<std::size_t> drifted;
        for (const std::size_t i : indices) {
            if (const auto question = m_questions.find(i); question != m_questions.end()) {
                node.children.push_back(questionNode(*question->second));
                continue;
            }
            if (m_asked.contains(i))
                continue;
            node.children.push_back(changeNode(i));
            if (m_result.standings[i] != Standing::Intended)
                drifted.push_back(i);
        }
        std::stable_sort(node.children.begin(), node.children.end(), [&](const DiffNode &a, const DiffNode &b) { return a.object.kind < b.object.kind; });
        node.sign = Sign::Change;
        node.isTickable = true;
        node.remark = node.object.kind == Kind::Table ? Words::tr("changed") : Words::tr("%1 changed").arg(kindWord(node.object.kind));
        node.remarkToken = Token::Change;
        if (!drifted.empty())
            addDrift(node, drifted);
    }

    /// The question what to do with what was changed by hand, while nobody has answered.
    void addDrift(DiffNode &node, const std::vector<std::size_t> &drifted)
    {
        const bool isOpen = std::none_of(drifted.begin(), drifted.end(), [&](std::size_t i) { return isDecided(i); });
        node.remark = Words::tr("drift on %1").arg(qtText(m_result.store->choice.store));
        node.remarkToken = Token::Change;
        if (!isOpen)
            return;
        DiffNode question;
        question.type = DiffNode::Type::DriftQuestion;
        question.key = "drift";
        question.object = node.object;
        question.name = Words::tr("Changed by hand in the store: which one is right?");
        question.changes = drifted;
        question.file = node.file;
        node.children.push_back(std::move(question));
        if (node.children.size() == 1) // a whole object: the question stands for its tick
            node.isTickable = false;
    }

    QString driftWords(std::size_t index) const
    {
        if (m_result.standings[index] == Standing::Intended)
            return {};
        switch (change(index).type) {
        case ChangeType::Add:
            return Words::tr("dropped by hand");
        case ChangeType::Drop:
            return Words::tr("added by hand");
        case ChangeType::Alter:
        case ChangeType::Rename:
            break;
        }
        return m_result.standings[index] == Standing::Both ? Words::tr("changed here and by hand") : Words::tr("changed by hand");
    }

    DiffNode changeNode(std::size_t index)
    {
        const Change &one = change(index);
        DiffNode node;
        node.key = changeKey(one);
        node.object = one.ref();
        node.sign = signOf(one.type);
        node.isCode = true;
        node.name = qtText(one.ref().name);
        node.changes = {index};
        node.isTickable = true;
        node.isTickedAtFirst = m_result.tickedAtFirst[index];
        node.remark = one.perhapsSpelling ? Words::tr("perhaps only spelled differently") : driftWords(index);
        if (m_waiting.contains(index)) {
            node.remark = Words::tr("waits for the answer");
            node.remarkToken = Token::Rename;
        }
        const Object &shown = one.after ? *one.after : *one.before;
        if (one.type == ChangeType::Rename) {
            node.words = ValueWords{{}, {}, qtText(one.before->ref.name), qtText(one.after->ref.name)};
            node.name = kindWord(one.ref().kind);
            node.isCode = false;
        } else if (one.type != ChangeType::Alter) {
            const Column *column = shown.get<Column>();
            node.detail = column ? columnWords(*column) : kindWord(one.ref().kind);
        } else {
            addProperties(node, one);
        }
        return node;
    }

    void addProperties(DiffNode &node, const Change &one)
    {
        if (one.fields.size() == 1) {
            node.words = valueWords(one.fields.front());
            if (one.ref().kind != Kind::Column && !isPartOfTable(one.ref().kind))
                node.name.clear();
            return;
        }
        QStringList names;
        for (const FieldChange &field : one.fields) {
            DiffNode property;
            property.type = DiffNode::Type::Property;
            property.key = field.field;
            property.object = one.ref();
            property.words = valueWords(field);
            if (property.words->field.isEmpty())
                property.words->field = fieldWord(field.field);
            names += fieldWord(field.field);
            node.children.push_back(std::move(property));
        }
        node.detail = names.join(QStringLiteral(", "));
    }

    void addInvalid()
    {
        for (const InvalidModel &model : m_result.invalid) {
            auto at = std::find_if(m_result.groups.begin(), m_result.groups.end(), [&](const DiffNode &node) { return node.file == model.file; });
            if (at == m_result.groups.end()) {
                DiffNode node;
                node.type = DiffNode::Type::Group;
                node.key = "file:" + model.file;
                node.name = qtText(model.title);
                node.file = model.file;
                node.icon = QStringLiteral("table");
                const auto known = m_byFile.find(model.file);
                if (known != m_byFile.end())
                    node.level = known->second->level;
                at = m_result.groups.insert(m_result.groups.end(), std::move(node));
            }
            DiffNode note;
            note.type = DiffNode::Type::Note;
            note.key = "invalid";
            note.sign = Sign::Invalid;
            note.file = model.file;
            note.name = oneLine(model.finding.message);
            note.remark = Words::tr("left out until it is valid");
            note.remarkToken = Token::Danger;
            at->children.push_back(std::move(note));
            at->remark = Words::tr("invalid");
            at->remarkToken = Token::Danger;
        }
    }

    DiffResult &m_result;
    const Decisions &m_decisions;
    std::map<std::pair<std::string, std::string>, const Model *> m_models; ///< by schema and table
    std::map<std::string, const Model *> m_byFile;
    std::map<ObjectRef, std::vector<std::size_t>> m_byGroup;
    std::set<std::size_t> m_asked;                        ///< changes of open questions
    std::set<std::size_t> m_waiting;                      ///< changes that need something of an open question
    std::set<std::size_t> m_answered;                     ///< of those that are no renames
    std::map<std::size_t, const Rename *> m_questions;    ///< by the addition
    std::map<ObjectRef, ObjectRef> m_movedGroups;         ///< dropped table → the one that it may have become
    std::map<ObjectRef, const Rename *> m_tableQuestions; ///< by the added table
};

} // namespace

std::string changeKey(const Change &change)
{
    return std::string(1, "+-~>"[int(change.type)]) + toText(change.ref());
}

ChangeList changesOf(const DiffResult &result, const std::vector<std::size_t> &chosen)
{
    ChangeList list;
    for (const std::size_t i : chosen)
        list.changes.push_back(result.changes.changes[i]);
    return list;
}

void describe(DiffResult &result, const std::vector<Model> &models, const Decisions &decisions)
{
    Description(result, models, decisions).run();
}

} // namespace kilter::ui
