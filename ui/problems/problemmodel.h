#pragma once
#include "core/base/diagnostic.h"

#include <QAbstractTableModel>

namespace kilter::ui {

/// The findings as a table: severity and message, where, which rule. Errors come first, then by place.
class ProblemModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Message, Place, Rule, columns };

    using QAbstractTableModel::QAbstractTableModel;

    /// `folder`: places below it are shown relative to it.
    void setDiagnostics(Diagnostics diagnostics, const QString &folder);
    const Diagnostic &at(int row) const { return m_diagnostics[std::size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString placeText(const Diagnostic &diagnostic) const;

    Diagnostics m_diagnostics;
    QString m_folder;
};

QString severityIcon(Severity severity);
QString severityWord(Severity severity);

} // namespace kilter::ui
