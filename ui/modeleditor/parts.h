#pragma once
#include "ui/modeleditor/partsmodel.h"

namespace kilter::ui {

/// Primary key, unique keys and checks.
class ConstraintsModel : public PartsModel
{
    Q_OBJECT
public:
    explicit ConstraintsModel(ModelDocument &document, QObject *parent = nullptr);
    QString what() const override;
    QString addHint() const override;
    QString emptyText() const override;
    int firstColumn() const override { return 1; }
    std::vector<Choice> choices(int row, int column, bool &isStrict) const override;

protected:
    std::vector<PartRow> read(const Json &root) const override;
    void write(Json &root, Json &part, int column, const std::string &text) override;
    void add(Json &root, const std::string &text) override;
    void remove(Json &root, const PartRow &row) override;
};

class IndexesModel : public PartsModel
{
    Q_OBJECT
public:
    explicit IndexesModel(ModelDocument &document, QObject *parent = nullptr);
    QString what() const override;
    QString addHint() const override;
    QString emptyText() const override;
    std::vector<Choice> choices(int row, int column, bool &isStrict) const override;

protected:
    std::vector<PartRow> read(const Json &root) const override;
    void write(Json &root, Json &part, int column, const std::string &text) override;
    void add(Json &root, const std::string &text) override;
    void remove(Json &root, const PartRow &row) override;
};

/// Foreign keys: those of one field, stated there, and those of several columns.
class ReferencesModel : public PartsModel
{
    Q_OBJECT
public:
    explicit ReferencesModel(ModelDocument &document, QObject *parent = nullptr);
    QString what() const override;
    QString addHint() const override;
    QString emptyText() const override;
    std::vector<Choice> choices(int row, int column, bool &isStrict) const override;

protected:
    std::vector<PartRow> read(const Json &root) const override;
    void write(Json &root, Json &part, int column, const std::string &text) override;
    void add(Json &root, const std::string &text) override;
    void remove(Json &root, const PartRow &row) override;
};

/// Partitions of a partitioned table (PostgreSQL); its columns follow how it is partitioned.
class PartitionsModel : public PartsModel
{
    Q_OBJECT
public:
    explicit PartitionsModel(ModelDocument &document, QObject *parent = nullptr);
    QString what() const override;
    QString addHint() const override;
    QString emptyText() const override;
    bool canAdd() const override { return !m_by.empty(); }
    std::vector<Choice> choices(int row, int column, bool &isStrict) const override;

    const std::string &by() const { return m_by; } ///< "range", "list", "hash"; empty: not partitioned
    QString key() const;
    void setBy(const std::string &by);
    void setKey(const QString &key);

signals:
    void byChanged();

protected:
    std::vector<PartRow> read(const Json &root) const override;
    void write(Json &root, Json &part, int column, const std::string &text) override;
    void add(Json &root, const std::string &text) override;
    void remove(Json &root, const PartRow &row) override;

private:
    void followBy();
    static std::vector<PartColumn> columnsFor(const std::string &by);

    std::string m_by;
};

} // namespace kilter::ui
