#pragma once
#include "ui/connections/connectionfields.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QGridLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace kilter::ui {

/// The fields of one connection. Values in, values out; it opens and saves nothing.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionForm(QWidget *parent);

    /// `isNew`: the names can be edited.
    void setFields(const ConnectionFields &fields, bool isNew);
    ConnectionFields fields() const;
    QString password() const;
    bool keepsPassword() const; ///< in the keychain
    void clearPassword();

signals:
    void edited();

private:
    void addRow(const QString &label, QWidget *field);
    QWidget *pair(QWidget *first, const QString &between, QWidget *second, int secondWidth);
    QWidget *environmentChoice();
    QWidget *fileChoice();
    void addServerRows();
    void addUnreachableRows();
    void showFor(const ConnectionFields &fields);
    QLineEdit *line(const QString &name, const QString &placeholder = {});

    ConnectionFields m_base; ///< what the form does not show stays
    QGridLayout *m_grid;
    int m_row = 0;
    std::vector<std::pair<QWidget *, std::vector<QWidget *>>> m_rows;
    QLineEdit *m_store, *m_name, *m_host, *m_port, *m_database, *m_user, *m_service, *m_variable, *m_text, *m_file, *m_certificate, *m_password, *m_lockTimeout,
        *m_statementTimeout, *m_fallback, *m_scratch;
    QComboBox *m_way, *m_sslMode;
    QButtonGroup *m_environment;
    QCheckBox *m_keep, *m_readOnly;
    QSpinBox *m_retries;
    QWidget *m_rowService, *m_rowAddress, *m_rowDatabase, *m_rowVariable, *m_rowText, *m_rowFile, *m_rowPassword, *m_rowSsl, *m_rowCertificate, *m_rowWay,
        *m_rowRetries, *m_rowTimeouts, *m_rowFallback, *m_rowScratch;
    bool m_isSetting = false;
};

} // namespace kilter::ui
