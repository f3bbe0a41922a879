#pragma once
#include "core/plan/postgresql/rules.h"

namespace kilter::postgresql {

/// Types that are made anew beside their users: the old one steps aside under another name, the users change over, then it goes.
class ReplacedTypeRules : public Rules
{
public:
    void create(Steps &steps, const Object &after) const override;
    void drop(Steps &steps, const Object &before) const override;
    void recreate(Steps &steps, const Object &before, const Object &after) const override;
    bool setAside(Steps &steps, const Object &before) const override;

protected:
    virtual std::vector<Statement> creation(const Object &after) const = 0;
    virtual std::vector<Statement> renaming(const Object &before) const;

private:
    static void discard(Steps &steps, const Object &before);
};

} // namespace kilter::postgresql
