#include "ui/connections/passworddialog.h"

#include "ui/connections/keychain.h"
#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QCheckBox>
#include <QDialog>
#include <QDialogButtonBox>

namespace kilter::ui {
namespace {

class PasswordDialog : public QDialog
{
public:
    explicit PasswordDialog(MainWindow &window) : QDialog(&window), m_password(new QLineEdit(this)), m_keep(new QCheckBox(this))
    {
        const StoreState &store = *window.session().store();
        const QString place = store.target ? qtText(store.target->url.text) : qtText(store.choice.store);
        setObjectName(QStringLiteral("passwordDialog"));
        setWindowTitle(MainWindow::tr("Password"));
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(16, 16, 16, 16);
        column->setSpacing(12);
        auto *title = new QLabel(MainWindow::tr("Password of %1").arg(environmentWord(store.environment())), this);
        title->setFont(fontFor(FontRole::Title));
        auto *words = new QLabel(place, this);
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        m_password->setEchoMode(QLineEdit::Password);
        m_password->setAccessibleName(MainWindow::tr("Password"));
        m_password->setMinimumWidth(360);
        m_keep->setText(MainWindow::tr("Keep it in the desktop's keychain"));
        m_keep->setToolTip(MainWindow::tr("Otherwise it is kept for this session only; never in a file"));
        auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
        QPushButton *connectButton = buttons->addButton(MainWindow::tr("Connect"), QDialogButtonBox::AcceptRole);
        connectButton->setProperty("kilterPrimary", true);
        for (QWidget *widget : std::initializer_list<QWidget *>{title, words, m_password, m_keep, buttons})
            column->addWidget(widget);
        connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
        connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    }

    QString password() const { return m_password->text(); }
    bool keeps() const { return m_keep->isChecked(); }

private:
    QLineEdit *m_password;
    QCheckBox *m_keep;
};

} // namespace

void askForPassword(MainWindow &window)
{
    auto *dialog = new PasswordDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const StoreChoice choice = window.session().choice();
    QObject::connect(dialog, &QDialog::accepted, &window, [&window, dialog, choice] {
        window.session().setPassword(choice, dialog->password());
        if (dialog->keeps()) {
            Keychain::write(&window, Keychain::keyOf(window.session().folder(), choice), dialog->password(), [&window](const Keychain::Answer &answer) {
                window.say(answer.ok ? MainWindow::tr("The password is in the keychain") : answer.problem);
            });
        }
        window.session().inspect();
    });
    dialog->open();
}

} // namespace kilter::ui
