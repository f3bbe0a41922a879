#include "ui/session/objectkey.h"

#include "ui/text/text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace kilter::ui {

QString objectKey(const ObjectRef &object)
{
    const QJsonArray parts{qtText(keyword(object.kind)), qtText(object.schema), qtText(object.parent), qtText(object.name), qtText(object.signature)};
    return QStringLiteral("object:") + QString::fromUtf8(QJsonDocument(parts).toJson(QJsonDocument::Compact));
}

std::optional<ObjectRef> objectOfKey(const QString &argument)
{
    const QJsonArray parts = QJsonDocument::fromJson(argument.toUtf8()).array();
    const auto part = [&](int i) { return utf8(parts.at(i).toString()); };
    const auto kind = parts.size() == 5 ? kindOf(part(0)) : std::nullopt;
    if (!kind)
        return std::nullopt;
    return ObjectRef{*kind, part(1), part(2), part(3), part(4)};
}

QString argumentText(const ObjectRef &object)
{
    const bool isRoutine = object.kind == Kind::Function || object.kind == Kind::Procedure || object.kind == Kind::Aggregate;
    return isRoutine ? QLatin1Char('(') + qtText(object.signature) + QLatin1Char(')') : QString();
}

} // namespace kilter::ui
