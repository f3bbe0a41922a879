#include "core/base/file.h"
#include "core/workspace/init.h"
#include "tests/ui/uitest.h"
#include "ui/connections/connectionspage.h"
#include "ui/connections/install.h"
#include "ui/connections/keychain.h"
#include "ui/mainwindow/mainwindow.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace kilter;
using namespace kilter::ui;

namespace {

/// Calls and waits for the answer.
template<class Call>
Keychain::Answer answerOf(Call call)
{
    std::optional<Keychain::Answer> answer;
    QObject context;
    call(&context, [&](const Keychain::Answer &given) { answer = given; });
    return QTest::qWaitFor([&] { return answer.has_value(); }, patience) ? *answer : Keychain::Answer{false, false, {}, QStringLiteral("no answer")};
}

Keychain::Answer read(const QString &key)
{
    return answerOf([&](QObject *context, auto done) { Keychain::read(context, key, done); });
}

template<class Widget>
Widget *named(QWidget *parent, const QString &name)
{
    for (auto *widget : parent->findChildren<Widget *>()) {
        if (widget->accessibleName() == name || (widget->accessibleName().isEmpty() && widget->property("text").toString() == name))
            return widget;
    }
    return nullptr;
}

} // namespace

/// Against a real keyring: tests/ui/withkeyring runs this program.
class TestKeychain : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadUntilItIsRemoved()
    {
        const QString key = QStringLiteral("/somewhere#main@dev"), secret = QStringLiteral("pä$$ \"word\"");
        QVERIFY(!read(key).found);
        const auto written = answerOf([&](QObject *context, auto done) { Keychain::write(context, key, secret, done); });
        QVERIFY2(written.ok, qPrintable(written.problem));
        const auto found = read(key);
        QVERIFY2(found.ok && found.found, qPrintable(found.problem));
        QCOMPARE(found.password, secret);
        QVERIFY(!read(QStringLiteral("/elsewhere#main@dev")).found); // another workspace has its own
        QVERIFY(answerOf([&](QObject *context, auto done) { Keychain::remove(context, key, done); }).ok);
        QVERIFY(!read(key).found);
    }

    /// Typed in the form, kept when it is saved, in the keychain and in no file.
    void aSavedConnectionKeepsItsPasswordThere()
    {
        QTemporaryDir folder;
        const QString path = folder.path() + QStringLiteral("/content");
        QVERIFY(initWorkspace(std::filesystem::path(path.toStdString()), true));
        MainWindow window;
        installConnections(window);
        window.show();
        window.openWorkspace(path);
        QVERIFY(QTest::qWaitFor([&] { return window.session().isOpen() && window.session().isIdle(); }, patience));
        auto *page = qobject_cast<ConnectionsPage *>(window.openPage(QStringLiteral("connections:")));
        QVERIFY(page);
        page->select({"pg", "dev"});
        auto *password = named<QLineEdit>(page, QStringLiteral("Password"));
        auto *keep = named<QCheckBox>(page, QStringLiteral("keep in keychain"));
        QVERIFY(password && keep && password->isVisible());
        QTest::keyClicks(password, QStringLiteral("open sesame"));
        QTest::mouseClick(keep, Qt::LeftButton, {}, QPoint(8, keep->height() / 2));
        QVERIFY(keep->isChecked());
        auto *save = named<QPushButton>(page, QStringLiteral("Save"));
        QVERIFY(save->isEnabled());
        QTest::mouseClick(save, Qt::LeftButton);
        const QString key = Keychain::keyOf(window.session().folder(), {"pg", "dev"});
        QTRY_COMPARE(read(key).password, QStringLiteral("open sesame"));
        QVERIFY(password->text().isEmpty());
        QVERIFY(readTextFile((path + QStringLiteral("/kilter.toml")).toStdString())->find("sesame") == std::string::npos);
        QCOMPARE(QString::fromStdString(window.session().passwordFor({"pg", "dev"})), QStringLiteral("open sesame"));
    }
};

KILTER_UI_TEST(TestKeychain)
#include "tst_keychain.moc"
