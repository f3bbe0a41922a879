#include "core/base/text.h"
#include "core/catalog/fields.h"
#include "core/diff/diff.h"

namespace kilter {
namespace {

constexpr std::size_t longestText = 60;

std::string subject(const ObjectRef &ref)
{
    return replaced(std::string(keyword(ref.kind)), "-", " ") + ' ' + qualifiedName(ref);
}

std::string shortened(const std::string &text)
{
    const std::string line = replaced(text, "\n", " ");
    return line.size() <= longestText ? line : std::string(cutUtf8(line, longestText)) + "…";
}

/// "integer, not null": what is worth a line of an object that comes or goes. One a kind.
std::string summary(const Schema &) { return {}; }
std::string summary(const EnumType &type) { return shortened(joined(type.labels, ", ")); }
std::string summary(const Sequence &sequence) { return sequence.ownedBy ? "owned by " + qualifiedName(*sequence.ownedBy) : std::string(); }

std::string summary(const Table &table)
{
    std::string text = counted(table.columnOrder.size(), "column");
    if (table.partitionOf)
        text += ", partition of " + qualifiedName(*table.partitionOf);
    return table.partitionBy.empty() ? text : text + ", partitioned by " + lowered(table.partitionBy);
}

std::string summary(const Column &column)
{
    std::string text = column.type;
    if (column.notNull)
        text += ", not null";
    if (column.defaultExpression)
        text += ", default " + shortened(*column.defaultExpression);
    if (!column.identity.empty())
        text += ", identity " + column.identity;
    if (!column.generated.empty())
        text += ", generated " + shortened(column.generationExpression);
    return text;
}

std::string summary(const PrimaryKey &key) { return joined(key.columns, ", "); }
std::string summary(const UniqueKey &key) { return joined(key.columns, ", "); }
std::string summary(const CheckConstraint &check) { return shortened(check.expression); }

std::string summary(const ForeignKey &key)
{
    return joined(key.columns, ", ") + " → " + qualifiedName(key.referencedTable)
           + (key.referencedColumns.empty() ? "" : " (" + joined(key.referencedColumns, ", ") + ")");
}

std::string summary(const Index &index)
{
    std::string text = index.unique ? "unique " : "";
    text += (index.method == "btree" ? "" : index.method + ' ') + shortened(valueText(index.keys));
    return index.where.empty() ? text : text + " where " + shortened(index.where);
}

std::string summary(const View &view) { return view.columns.empty() ? std::string() : counted(view.columns.size(), "column"); }
std::string summary(const Trigger &) { return {}; }
std::string summary(const Extension &extension) { return "version " + extension.version; }

std::string summary(const Policy &policy)
{
    return (policy.permissive ? "for " : "restrictive, for ") + policy.command + " to " + joined(policy.roles, ", ");
}

std::string summary(const ForeignServer &server) { return server.wrapper; }

std::string summary(const Publication &publication)
{
    if (publication.allTables)
        return "all tables";
    return counted(publication.tables.size(), "table")
           + (publication.schemas.empty() ? "" : ", tables of " + joined(publication.schemas, ", "));
}

std::string summary(const Subscription &subscription) { return joined(subscription.publications, ", "); }

/// The name says enough of the others.
template<ServerObject T>
std::string summary(const T &)
{
    return {};
}

std::string summary(const Function &function) { return "returns " + shortened(function.result); }
std::string summary(const Domain &domain) { return domain.type; }
std::string summary(const CompositeType &type) { return counted(type.attributes.size(), "attribute"); }
std::string summary(const RangeType &type) { return "of " + type.subtype; }
std::string summary(const MaterializedView &view) { return counted(view.columns.size(), "column"); }
std::string summary(const EventTrigger &trigger) { return trigger.event; }
std::string summary(const ExclusionConstraint &exclusion) { return shortened(exclusion.definition); }
std::string summary(const Statistics &statistics) { return shortened(statistics.definition); }

/// The name says enough of the others.
template<ProgramObject T>
std::string summary(const T &)
{
    return {};
}

std::string inParentheses(const Object &object)
{
    const std::string text = std::visit([](const auto &body) { return summary(body); }, object.body);
    return text.empty() ? text : " (" + text + ')';
}

std::string alteration(const FieldChange &field)
{
    if (field.field == "definition" || field.field == "body")
        return field.field;
    if (field.from == "yes" || field.from == "no")
        return (field.to == "yes" ? "" : "no longer ") + field.field;
    if (field.from.empty())
        return field.field + ' ' + shortened(field.to);
    if (field.to.empty())
        return "no " + field.field + " (was " + shortened(field.from) + ')';
    return field.field + ' ' + shortened(field.from) + " → " + shortened(field.to);
}

} // namespace

std::string wordsFor(const Change &change)
{
    switch (change.type) {
    case ChangeType::Add:
        return "add " + subject(change.ref()) + inParentheses(*change.after);
    case ChangeType::Drop:
        return "drop " + subject(change.ref()) + inParentheses(*change.before);
    case ChangeType::Rename:
        return "rename " + subject(change.before->ref) + " to " + change.after->ref.name;
    case ChangeType::Alter:
        break;
    }
    std::vector<std::string> parts;
    for (const FieldChange &field : change.fields)
        parts.push_back(alteration(field));
    return "alter " + subject(change.ref()) + ": " + joined(parts, ", ") + (change.perhapsSpelling ? " (perhaps only spelled differently)" : "");
}

} // namespace kilter
