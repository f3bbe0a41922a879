#include "ui/codeview/linecolours.h"

namespace kilter::ui {

std::unique_ptr<LineColours> lineColours(Language)
{
    return nullptr;
}

bool hasHighlighting()
{
    return false;
}

} // namespace kilter::ui
