#include "tests/campaigns/model.h"

namespace kilter::campaign {

namespace {

template<class List>
auto byId(List &list, int id) -> decltype(list.data())
{
    for (auto &item : list)
        if (item.id == id)
            return &item;
    return nullptr;
}

std::string padded(std::string text, std::size_t bytes)
{
    while (text.size() < bytes)
        text += 'x';
    return text;
}

} // namespace

const ColumnModel *TableModel::column(int columnId) const { return byId(columns, columnId); }
ColumnModel *TableModel::column(int columnId) { return byId(columns, columnId); }
const TableModel *SchemaModel::table(int tableId) const { return byId(tables, tableId); }
const ViewModel *SchemaModel::view(int viewId) const { return byId(views, viewId); }

std::string newName(SchemaModel &model, Random &random, const std::string &word)
{
    const std::string number = std::to_string(model.newId());
    if (random.chance(66))
        return word + "_" + number;
    switch (random.below(12)) {
    case 0: return "select " + number;
    case 1: return word + " with \"quotes\" " + number;
    case 2: return "\"; DROP TABLE x; --" + number;
    case 3: return "it's " + number;
    case 4: return "Größe 🎛 " + number;
    case 5: return padded(word + number + "_", 63);
    case 6: return padded(word + number + "_", 51) + "🦀🦀🦀";
    case 7: return "a.b." + number;
    case 8: return "Camel" + word + number;
    case 9: return "$" + number + " %s \\n";
    case 10: return "(" + number + "," + word + ")";
    default: return number + "-" + word + "/*";
    }
}

} // namespace kilter::campaign
