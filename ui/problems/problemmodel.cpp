#include "ui/problems/problemmodel.h"

#include "ui/look/icon.h"
#include "ui/text/text.h"

#include <tuple>

namespace kilter::ui {

QString severityIcon(Severity severity)
{
    return severity == Severity::Error ? QStringLiteral("danger") : severity == Severity::Warning ? QStringLiteral("warn") : QStringLiteral("info");
}

QString severityWord(Severity severity)
{
    return severity == Severity::Error ? ProblemModel::tr("Problem") : severity == Severity::Warning ? ProblemModel::tr("Warning") : ProblemModel::tr("Information");
}

namespace {

Token severityToken(Severity severity)
{
    return severity == Severity::Error ? Token::Danger : severity == Severity::Warning ? Token::Warn : Token::Info;
}

} // namespace

void ProblemModel::setDiagnostics(Diagnostics diagnostics, const QString &folder)
{
    std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic &a, const Diagnostic &b) {
        return std::make_tuple(-int(a.severity), std::cref(a.place.file), a.place.line, a.place.column)
               < std::make_tuple(-int(b.severity), std::cref(b.place.file), b.place.line, b.place.column);
    });
    beginResetModel();
    m_diagnostics = std::move(diagnostics);
    m_folder = folder;
    endResetModel();
}

int ProblemModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_diagnostics.size());
}

int ProblemModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns);
}

QString ProblemModel::placeText(const Diagnostic &diagnostic) const
{
    QString text = qtText(diagnostic.place.file);
    if (!m_folder.isEmpty() && text.startsWith(m_folder + QLatin1Char('/')))
        text.remove(0, m_folder.size() + 1);
    if (diagnostic.place.line > 0)
        text += QStringLiteral(":%1").arg(diagnostic.place.line);
    return text;
}

QVariant ProblemModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Diagnostic &diagnostic = at(index.row());
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
        case Message:
            return qtText(diagnostic.message);
        case Place:
            return placeText(diagnostic);
        default:
            return qtText(diagnostic.code);
        }
    }
    if (role == Qt::DecorationRole && index.column() == Message)
        return namedIcon(severityIcon(diagnostic.severity), severityToken(diagnostic.severity));
    if (role == Qt::ToolTipRole)
        return diagnostic.hint.empty() ? qtText(diagnostic.message) : qtText(diagnostic.message) + QLatin1Char('\n') + qtText(diagnostic.hint);
    if (role == Qt::AccessibleTextRole && index.column() == Message)
        return severityWord(diagnostic.severity) + QStringLiteral(": ") + qtText(diagnostic.message);
    return {};
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Message ? tr("Problem") : section == Place ? tr("Where") : tr("Rule");
}

} // namespace kilter::ui
