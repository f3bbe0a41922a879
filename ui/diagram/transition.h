#pragma once
#include "ui/diagram/scene.h"

namespace kilter::ui {

/// The way from where tables are seen to where a new scene has them. Lines are those of the new scene, and go with their ends.
class Transition
{
public:
    /// Tables are the same ones by their id; what is new, or no longer there, does not move.
    Transition(const Scene &from, ScenePtr to);

    bool isNothing() const { return m_isNothing; }
    /// 0: everything stands where it was seen, 1: where it belongs.
    ScenePtr at(double progress) const;

private:
    ScenePtr m_to;
    std::vector<QPointF> m_off; ///< of each table of the new scene: where it was, from where it belongs
    bool m_isNothing = true;
};

} // namespace kilter::ui
