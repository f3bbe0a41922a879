#include "core/base/text.h"
#include "core/dialect/postgresql/emit.h"
#include "core/dialect/postgresql/emitprograms.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/plan/postgresql/replacedtype.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

bool isRoutine(const ObjectRef &ref)
{
    return ref.kind == Kind::Function || ref.kind == Kind::Aggregate;
}

/// A constraint that is only not validated yet is validated; the other way it is made anew.
bool isSameConstraint(const DomainConstraint &a, const DomainConstraint &b)
{
    return a.expression == b.expression && (a.valid == b.valid || b.valid);
}

const DomainConstraint *constraintNamed(const Domain &domain, const std::string &name)
{
    const auto found = std::find_if(domain.constraints.begin(), domain.constraints.end(), [&](const DomainConstraint &c) { return c.name == name; });
    return found == domain.constraints.end() ? nullptr : &*found;
}

/// Whether values of the domain lie inside arrays, rows or ranges: while a column holds such, the server checks no new demand on the domain
/// (tablecmds.c, find_composite_type_dependencies).
bool isContained(const Context &context, const ObjectRef &domain)
{
    const auto &dependents = context.dependentsBefore(domain);
    return std::any_of(dependents.begin(), dependents.end(), [&](const ObjectRef &ref) {
        if (ref.kind == Kind::Domain)
            return isContained(context, ref);
        if (ref.kind == Kind::Composite || ref.kind == Kind::Range)
            return true;
        const Object *column = ref.kind == Kind::Column ? context.from().find(ref) : nullptr;
        return column && column->as<Column>().type.ends_with("[]");
    });
}

/// Whether values that are there must be looked through.
bool demandsMore(const Domain &a, const Domain &b)
{
    return (b.notNull && !a.notNull) || std::any_of(b.constraints.begin(), b.constraints.end(), [&](const DomainConstraint &wanted) {
        const DomainConstraint *old = constraintNamed(a, wanted.name);
        return wanted.valid && (!old || !old->valid || old->expression != wanted.expression);
    });
}

/// A domain, altered in place where only its default, nullability or constraints differ.
class DomainChange
{
public:
    DomainChange(Steps &steps, const Object &before, const Object &after)
        : m_steps(steps), m_after(after), m_a(before.as<Domain>()), m_b(after.as<Domain>()), m_head("ALTER DOMAIN " + qualified(after.ref) + ' ')
    {
        for (const ObjectRef &need : steps.context().needsBefore(before.ref)) {
            if (isRoutine(need) && steps.context().goes(need))
                m_gone.push_back(need.name);
        }
    }

    void plan()
    {
        changeDefault();
        if (m_a.notNull != m_b.notNull)
            add(m_b.notNull ? "SET NOT NULL" : "DROP NOT NULL");
        if (!m_a.notNull && m_b.notNull)
            sayRefusal("set-not-null", "columns hold NULL");
        for (const DomainConstraint &old : m_a.constraints) {
            const DomainConstraint *wanted = constraintNamed(m_b, old.name);
            if (usesGone(old.expression))
                m_release.push_back(statementFor(m_after.ref, m_head + "DROP CONSTRAINT " + quoted(old.name)));
            else if (!wanted || !isSameConstraint(old, *wanted))
                add("DROP CONSTRAINT " + quoted(old.name));
            else if (!old.valid && wanted->valid)
                validate("VALIDATE CONSTRAINT " + quoted(old.name));
        }
        for (const DomainConstraint &wanted : m_b.constraints) {
            const DomainConstraint *old = constraintNamed(m_a, wanted.name);
            const bool isNew = !old || !isSameConstraint(*old, wanted) || usesGone(old->expression);
            if (isNew && wanted.valid)
                validate("ADD " + domainConstraint(wanted));
            else if (isNew)
                add("ADD " + domainConstraint(wanted));
            if (isNew ? !wanted.comment.empty() : wanted.comment != old->comment)
                m_statements.push_back(statementFor(m_after.ref, constraintComment(m_after, wanted)));
        }
        if (!m_release.empty())
            m_steps.add(m_after.ref, Phase::Release).statements = std::move(m_release);
        if (!m_statements.empty())
            m_steps.add(m_after.ref, m_gone.empty() ? Phase::Change : Phase::Settle).statements = std::move(m_statements);
    }

    static std::string constraintComment(const Object &domain, const DomainConstraint &constraint)
    {
        return "COMMENT ON CONSTRAINT " + quoted(constraint.name) + " ON DOMAIN " + qualified(domain.ref) + " IS "
               + (constraint.comment.empty() ? std::string("NULL") : literal(constraint.comment));
    }

private:
    void add(const std::string &sql) { m_statements.push_back(statementFor(m_after.ref, m_head + sql)); }

    void validate(const std::string &sql)
    {
        add(sql);
        sayRefusal("add-check", "values do not meet it");
    }

    void sayRefusal(const std::string &id, const std::string &columns)
    {
        m_statements.back().hazards.push_back({id, "domain " + qualifiedName(m_after.ref) + ": this fails while " + columns});
    }

    void changeDefault()
    {
        const bool lets = m_a.defaultExpression && usesGone(expressionText(*m_a.defaultExpression));
        if (lets)
            m_release.push_back(statementFor(m_after.ref, m_head + "DROP DEFAULT"));
        if (lets ? !m_b.defaultExpression : m_a.defaultExpression == m_b.defaultExpression)
            return;
        add(m_b.defaultExpression ? "SET DEFAULT " + expressionText(*m_b.defaultExpression) : "DROP DEFAULT");
    }

    /// Whether the text may call one of the routines that go: then it is let go of first, and said again afterwards.
    bool usesGone(const std::string &sql) const
    {
        return std::any_of(m_gone.begin(), m_gone.end(), [&](const std::string &name) { return sql.find(name) != std::string::npos; });
    }

    Steps &m_steps;
    const Object &m_after;
    const Domain &m_a;
    const Domain &m_b;
    std::string m_head;
    std::vector<std::string> m_gone; ///< names of routines that the domain needs and that go
    std::vector<Statement> m_release;
    std::vector<Statement> m_statements;
};

class DomainRules : public ReplacedTypeRules
{
public:
    int rank() const override { return 12; }

    Way way(const Context &context, const Object &before, const Object &after) const override
    {
        const Domain &a = before.as<Domain>();
        const Domain &b = after.as<Domain>();
        const bool refused = demandsMore(a, b) && isContained(context, before.ref);
        return a.type == b.type && a.collation == b.collation && !refused ? Way::InPlace : Way::Recreate;
    }

    Response response(const Context &context, const Object &before, const Object &after, const ObjectRef &need, Disturbance disturbance) const override
    {
        if (disturbance == Disturbance::Goes && isRoutine(need) && !isContained(context, before.ref))
            return Response::Change;
        return ReplacedTypeRules::response(context, before, after, need, disturbance);
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        DomainChange(steps, before, after).plan();
        steps.describe(before, after);
    }

protected:
    std::vector<Statement> creation(const Object &after) const override
    {
        std::vector<Statement> statements{statementFor(after.ref, createDomain(after))};
        for (const DomainConstraint &constraint : after.as<Domain>().constraints) {
            if (!constraint.valid)
                statements.push_back(statementFor(after.ref, "ALTER DOMAIN " + qualified(after.ref) + " ADD " + domainConstraint(constraint)));
            if (!constraint.comment.empty())
                statements.push_back(statementFor(after.ref, DomainChange::constraintComment(after, constraint)));
        }
        return statements;
    }
};

std::string attributeComment(const Object &type, const Attribute &attribute)
{
    return "COMMENT ON COLUMN " + qualified(type.ref) + '.' + quoted(attribute.name) + " IS "
           + (attribute.comment.empty() ? std::string("NULL") : literal(attribute.comment));
}

const Attribute *attributeNamed(const CompositeType &type, const std::string &name)
{
    const auto found = std::find_if(type.attributes.begin(), type.attributes.end(), [&](const Attribute &a) { return a.name == name; });
    return found == type.attributes.end() ? nullptr : &*found;
}

bool isRetypedAttribute(const Attribute &a, const Attribute &b)
{
    return a.type != b.type || a.collation != b.collation;
}

class CompositeRules : public ReplacedTypeRules
{
public:
    int rank() const override { return 13; }

    /// Attributes are added at the end and dropped anywhere; one is retyped only while no column is of the type.
    Way way(const Context &context, const Object &before, const Object &after) const override
    {
        const CompositeType &a = before.as<CompositeType>();
        const CompositeType &b = after.as<CompositeType>();
        std::vector<std::string> kept;
        for (const Attribute &attribute : a.attributes) {
            const Attribute *wanted = attributeNamed(b, attribute.name);
            if (wanted && isRetypedAttribute(attribute, *wanted) && isUsedByColumns(context, before))
                return Way::Recreate;
            if (wanted)
                kept.push_back(attribute.name);
        }
        if (kept.empty() && !a.attributes.empty() && !b.attributes.empty())
            return Way::Recreate;
        const bool first = kept.size() <= b.attributes.size()
                           && std::equal(kept.begin(), kept.end(), b.attributes.begin(), [](const std::string &name, const Attribute &attribute) { return name == attribute.name; });
        return first ? Way::InPlace : Way::Recreate;
    }

    void change(Steps &steps, const Object &before, const Object &after) const override
    {
        const CompositeType &a = before.as<CompositeType>();
        const CompositeType &b = after.as<CompositeType>();
        std::vector<Statement> statements;
        const std::string cascade = hasTables(steps.context(), before) ? " CASCADE" : "";
        const auto add = [&](const std::string &sql) { statements.push_back(statementFor(after.ref, "ALTER TYPE " + qualified(after.ref) + ' ' + sql + cascade)); };
        for (const Attribute &old : a.attributes) {
            const Attribute *wanted = attributeNamed(b, old.name);
            if (!wanted) {
                add("DROP ATTRIBUTE " + quoted(old.name));
                statements.back() = losing(std::move(statements.back()), "drop-attribute",
                                           "the values of attribute " + old.name + " are lost in all columns of type " + qualifiedName(after.ref)
                                               + (cascade.empty() ? "" : ", and in the tables of that type"));
            } else if (isRetypedAttribute(old, *wanted))
                add("ALTER ATTRIBUTE " + quoted(old.name) + " TYPE " + typeText(wanted->type) + (wanted->collation.empty() ? "" : " COLLATE " + wanted->collation));
        }
        for (const Attribute &wanted : b.attributes) {
            const Attribute *old = attributeNamed(a, wanted.name);
            if (!old)
                add("ADD ATTRIBUTE " + attributeDefinition(wanted));
            if (old ? old->comment != wanted.comment : !wanted.comment.empty())
                statements.push_back(statementFor(after.ref, attributeComment(after, wanted)));
        }
        if (!statements.empty())
            steps.add(after.ref, Phase::Change).statements = std::move(statements);
        steps.describe(before, after);
    }

protected:
    std::vector<Statement> creation(const Object &after) const override
    {
        std::vector<Statement> statements{statementFor(after.ref, createComposite(after))};
        for (const Attribute &attribute : after.as<CompositeType>().attributes) {
            if (!attribute.comment.empty())
                statements.push_back(statementFor(after.ref, attributeComment(after, attribute)));
        }
        return statements;
    }

private:
    static bool isUsedByColumns(const Context &context, const Object &before)
    {
        const auto &dependents = context.dependentsBefore(before.ref);
        return std::any_of(dependents.begin(), dependents.end(), [](const ObjectRef &ref) { return ref.kind != Kind::Function && ref.kind != Kind::Procedure && ref.kind != Kind::Table; });
    }

    static bool hasTables(const Context &context, const Object &before)
    {
        const auto &dependents = context.dependentsBefore(before.ref);
        return std::any_of(dependents.begin(), dependents.end(), [](const ObjectRef &ref) { return ref.kind == Kind::Table; });
    }
};

class RangeRules : public ReplacedTypeRules
{
public:
    int rank() const override { return 14; }

    Way way(const Context &, const Object &before, const Object &after) const override
    {
        return before.as<RangeType>() == after.as<RangeType>() ? Way::InPlace : Way::Recreate;
    }

    void change(Steps &steps, const Object &before, const Object &after) const override { steps.describe(before, after); }

    void create(Steps &steps, const Object &after) const override
    {
        if (!steps.context().separate.contains(after.ref))
            return ReplacedTypeRules::create(steps, after);
        Step &shell = steps.add(after.ref, Phase::Create);
        std::erase_if(shell.uses, [](const ObjectRef &need) { return need.kind != Kind::Schema; });
        shell.statements = {statementFor(after.ref, "CREATE TYPE " + qualified(after.ref))};
        steps.add(after.ref, Phase::Settle).statements = creation(after);
        steps.describe(after);
    }

    /// Its canonical function takes and gives the type: they go together.
    void drop(Steps &steps, const Object &before) const override
    {
        const auto &options = before.as<RangeType>().options;
        const bool canonical = std::any_of(options.begin(), options.end(), [](const std::string &option) { return option.starts_with("CANONICAL"); });
        steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP " + named(before.ref) + (canonical ? " CASCADE" : ""))};
    }

protected:
    std::vector<Statement> creation(const Object &after) const override { return {statementFor(after.ref, createRange(after))}; }

    /// Its constructors make room too, and its multirange type with those.
    std::vector<Statement> renaming(const Object &before) const override
    {
        const RangeType &range = before.as<RangeType>();
        const std::string schema = quoted(before.ref.schema) + '.';
        const std::string old = schema + quoted(asideName(before.ref.name));
        std::vector<Statement> statements = ReplacedTypeRules::renaming(before);
        const auto rename = [&](const std::string &what, const std::string &name, const std::string &arguments) {
            statements.push_back(statementFor(before.ref, "ALTER " + what + schema + quoted(name) + arguments + " RENAME TO " + quoted(asideName(name))));
        };
        rename("FUNCTION ", before.ref.name, '(' + range.subtype + ", " + range.subtype + ')');
        rename("FUNCTION ", before.ref.name, '(' + range.subtype + ", " + range.subtype + ", text)");
        if (range.multirange.empty())
            return statements;
        rename("TYPE ", range.multirange, {});
        for (const std::string &arguments : {std::string("()"), '(' + old + ')', '(' + old + "[])"})
            rename("FUNCTION ", range.multirange, arguments);
        return statements;
    }
};

} // namespace

void ReplacedTypeRules::create(Steps &steps, const Object &after) const
{
    steps.add(after.ref, Phase::Create).statements = creation(after);
    steps.describe(after);
}

void ReplacedTypeRules::drop(Steps &steps, const Object &before) const
{
    steps.add(before.ref, Phase::Drop).statements = {statementFor(before.ref, "DROP " + named(before.ref))};
}

void ReplacedTypeRules::recreate(Steps &steps, const Object &before, const Object &after) const
{
    Step &step = steps.add(after.ref, Phase::Create);
    step.claims.clear();
    step.statements = renaming(before);
    const std::vector<Statement> made = creation(after);
    step.statements.insert(step.statements.end(), made.begin(), made.end());
    discard(steps, before);
    steps.describe(after);
}

bool ReplacedTypeRules::setAside(Steps &steps, const Object &before) const
{
    Step &step = steps.add(before.ref, Phase::Release);
    step.loses.clear();
    step.frees = namesTaken(before);
    step.statements = renaming(before);
    discard(steps, before);
    return true;
}

std::vector<Statement> ReplacedTypeRules::renaming(const Object &before) const
{
    return {statementFor(before.ref, "ALTER " + named(before.ref) + " RENAME TO " + quoted(asideName(before.ref.name)))};
}

void ReplacedTypeRules::discard(Steps &steps, const Object &before)
{
    ObjectRef old = before.ref;
    old.name = asideName(old.name);
    steps.add(before.ref, Phase::Discard).statements = {statementFor(before.ref, "DROP " + named(old))};
}

const Rules &domainRules()
{
    static const DomainRules rules;
    return rules;
}

const Rules &compositeRules()
{
    static const CompositeRules rules;
    return rules;
}

const Rules &rangeRules()
{
    static const RangeRules rules;
    return rules;
}

} // namespace kilter::postgresql
