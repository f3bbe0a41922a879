#include "ui/objecteditor/objectpage.h"

#include "ui/codeview/codepane.h"
#include "ui/diffview/ddltext.h"
#include "ui/diffview/diffwords.h"
#include "ui/jobs/jobslot.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/mainwindow/banner.h"
#include "ui/objecteditor/propertysheet.h"
#include "ui/session/objectkey.h"
#include "ui/text/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTreeView>

#include <filesystem>

namespace kilter::ui {
namespace {

QLabel *plainLabel(FontRole role, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setFont(fontFor(role));
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// "CREATE VIEW public.v": the first words of a statement.
QString headOf(const ObjectStatement &statement)
{
    const QStringList words = qtText(statement.text).simplified().split(QLatin1Char(' '));
    return words.mid(0, 4).join(QLatin1Char(' '));
}

} // namespace

ObjectPage::ObjectPage(MainWindow &window, ObjectRef object)
    : m_window(window), m_object(std::move(object)), m_reader(new JobSlot(tr("Reading SQL files"), this)), m_title(plainLabel(FontRole::Title, this)),
      m_words(plainLabel(FontRole::Small, this)), m_place(plainLabel(FontRole::Small, this)), m_save(new QPushButton(tr("Save"), this)), m_banner(new Banner(this)),
      m_choice(new QComboBox(this)), m_code(new CodePane(Language::Sql, tr("SQL of the object"), this)), m_sheetView(new QTreeView(this)), m_sheet(new PropertySheet(this))
{
    build();
    connect(&m_window.session(), &Session::workspaceChanged, this, &ObjectPage::refresh);
    connect(&m_window.session(), &Session::verificationChanged, this, &ObjectPage::refresh);
    refresh();
}

QString ObjectPage::key() const
{
    return objectKey(m_object);
}

QString ObjectPage::title() const
{
    return qtText(m_object.name);
}

QIcon ObjectPage::pageIcon() const
{
    return namedIcon(kindIcon(m_object.kind));
}

QString ObjectPage::tabToolTip() const
{
    return kindWord(m_object.kind) + QLatin1Char(' ') + qtText(qualifiedName(m_object));
}

QWidget *ObjectPage::buildHead()
{
    auto *head = new QWidget(this);
    head->setMinimumHeight(60);
    head->setBackgroundRole(QPalette::Base);
    head->setAutoFillBackground(true);
    m_title->setText(qtText(qualifiedName(m_object)));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_title);
    texts->addWidget(m_words);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(16, 8, 12, 8);
    row->setSpacing(12);
    row->addLayout(texts, 1);
    m_save->setToolTip(tr("Writes this statement into its file; the rest of the file stays as it is"));
    row->addWidget(m_save);
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (const auto saved = save(); !saved)
            m_banner->showError(saved.error(), tr("The statement was not saved"));
    });
    return head;
}

QWidget *ObjectPage::buildBar()
{
    auto *part = new QWidget(this);
    auto *bar = new QWidget(part);
    bar->setMinimumHeight(40);
    m_choice->setObjectName(QStringLiteral("object-statement"));
    m_choice->setAccessibleName(tr("Statement"));
    m_choice->setToolTip(tr("Which of the statements about the object is shown"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_place->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(m_choice);
    row->addWidget(m_place, 1);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_code, 1);
    return part;
}

void ObjectPage::build()
{
    CodeView *view = m_code->view();
    view->setObjectName(QStringLiteral("object-sql"));
    view->setUndoRedoEnabled(true);
    connect(view, &CodeView::undoWanted, view, [view] { view->document()->undo(); });
    connect(view, &CodeView::redoWanted, view, [view] { view->document()->redo(); });
    connect(view, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isShowing)
            return;
        showWords();
        emit changed();
    });
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        if (!isDirty()) {
            m_wish = index;
            showStatement(index);
            return;
        }
        m_choice->setCurrentIndex(m_current);
        m_banner->show(Tone::Warn, tr("This statement is not saved."), tr("Save it, or undo what you typed, before you look at another one."));
    });
    m_sheetView->setObjectName(QStringLiteral("object-properties"));
    m_sheetView->setAccessibleName(tr("Properties"));
    m_sheetView->setModel(m_sheet);
    m_sheetView->setRootIsDecorated(false);
    m_sheetView->setUniformRowHeights(true);
    m_sheetView->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_sheetView->setFrameShape(QFrame::NoFrame);
    m_sheetView->header()->setSectionResizeMode(PropertySheet::Property, QHeaderView::ResizeToContents);
    m_sheetView->header()->setSectionResizeMode(PropertySheet::InWorkspace, QHeaderView::Stretch);
    m_sheetView->header()->setSectionResizeMode(PropertySheet::InStore, QHeaderView::Stretch);
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(buildBar());
    m_split->addWidget(m_sheetView);
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    layout->addWidget(buildHead());
    layout->addWidget(m_banner);
    layout->addWidget(m_split, 1);
    m_banner->hide();
}

const Object *ObjectPage::wanted() const
{
    const VerificationPtr verification = m_window.session().verification();
    return verification && verification->wanted() ? verification->wanted()->find(m_object) : nullptr;
}

const Object *ObjectPage::actual() const
{
    return m_window.session().store()->isConnected() ? m_window.session().store()->actual.find(m_object) : nullptr;
}

QString ObjectPage::shownSql() const
{
    if (wanted())
        return ddlOf(*m_window.session().verification()->wanted(), m_object);
    return actual() ? ddlOf(m_window.session().store()->actual, m_object) : QString();
}

void ObjectPage::refresh()
{
    const WorkspacePtr workspace = m_window.session().workspace();
    const VerificationPtr verification = m_window.session().verification();
    const StorePtr store = m_window.session().store();
    const StoreConfig *config = workspace ? workspace->workspace.store(store->choice.store) : nullptr;
    if (!config || !verification)
        return; // known soon
    showSheet();
    m_reader->run(
        [workspace, verification, store, config, object = m_object](const JobControl &) -> Result<std::vector<ObjectStatement>> {
            const Catalog *catalog = verification->wanted() && verification->wanted()->contains(object) ? verification->wanted() : &store->actual;
            const Object *found = catalog->find(object);
            return found ? statementsAbout(workspace->workspace, *config, *catalog, *found) : std::vector<ObjectStatement>();
        },
        [this](Result<std::vector<ObjectStatement>> statements) { take(std::move(statements)); });
}

void ObjectPage::take(Result<std::vector<ObjectStatement>> statements)
{
    m_isRead = true;
    if (!statements) {
        m_banner->showError(statements.error(), tr("The SQL files cannot be read"));
        return;
    }
    if (isDirty()) { // what is typed stays; saving finds out whether its place in the file is still the same
        showWords();
        return;
    }
    m_statements = std::move(*statements);
    m_choice->clear();
    for (const ObjectStatement &statement : m_statements)
        m_choice->addItem(headOf(statement));
    m_choice->setVisible(m_statements.size() > 1);
    showStatement(m_statements.empty() ? -1 : std::clamp(m_wish, 0, int(m_statements.size()) - 1));
}

void ObjectPage::showStatement(int index)
{
    m_current = index;
    m_choice->setCurrentIndex(index);
    m_saved = index >= 0 ? qtText(m_statements[std::size_t(index)].text) : shownSql();
    m_isShowing = true;
    if (m_code->view()->toPlainText() != m_saved)
        m_code->view()->showText(m_saved);
    m_code->view()->setFirstLine(index >= 0 ? m_statements[std::size_t(index)].line : 1);
    m_code->view()->setReadOnly(index < 0);
    m_code->view()->setTextInteractionFlags(index < 0 ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard : Qt::TextEditorInteraction);
    m_isShowing = false;
    const bool isSqlite = m_window.session().store()->actual.dialect == DialectKind::Sqlite && m_window.session().store()->isConnected();
    m_code->view()->setLanguage(isSqlite ? Language::Sql : Language::PostgreSql);
    showWords();
    emit changed();
}

void ObjectPage::showSheet()
{
    m_sheet->show(wanted(), actual());
    m_sheetView->setColumnHidden(PropertySheet::InStore, !m_window.session().store()->isConnected());
}

void ObjectPage::showWords()
{
    const bool isThere = wanted() || actual();
    QStringList words{kindWord(m_object.kind)};
    if (!isThere && m_isRead)
        words += tr("neither in the workspace nor in the store any more");
    else if (wanted() && actual())
        words += sameContent(*wanted(), *actual()) ? tr("the same in the store") : tr("different in the store");
    else if (wanted() && m_window.session().store()->isConnected())
        words += tr("not in the store yet");
    else if (!wanted())
        words += tr("only in the store");
    if (isDirty())
        words += tr("not saved");
    m_words->setText(words.join(QStringLiteral(" · ")));
    if (m_current >= 0) {
        const ObjectStatement &statement = m_statements[std::size_t(m_current)];
        const std::filesystem::path folder = m_window.session().workspace() ? m_window.session().workspace()->workspace.folder : std::filesystem::path();
        const std::string shown = std::filesystem::path(statement.file).lexically_relative(folder).string();
        m_place->setText(QStringLiteral("%1:%2").arg(qtText(shown.empty() || shown.starts_with("..") ? statement.file : shown)).arg(statement.line));
    } else {
        m_place->setText(!m_isRead ? tr("reading …") : wanted() ? tr("read-only: a model makes it, no file of sql/ does") : tr("read-only: no file describes it"));
    }
    m_save->setVisible(m_current >= 0);
    m_save->setEnabled(isDirty());
}

bool ObjectPage::isDirty() const
{
    return m_current >= 0 && m_code->view()->toPlainText() != m_saved;
}

Result<> ObjectPage::save()
{
    if (!isDirty())
        return {};
    const Catalog *catalog = m_window.session().verification() ? m_window.session().verification()->wanted() : nullptr;
    const DialectKind dialect = catalog ? catalog->dialect : m_window.session().store()->actual.dialect;
    ObjectStatement &statement = m_statements[std::size_t(m_current)];
    KILTER_TRY(statement, replaceStatement(statement, utf8(m_code->view()->toPlainText()), dialect));
    m_saved = m_code->view()->toPlainText();
    m_banner->hide();
    showWords();
    emit changed();
    m_window.session().reload();
    return {};
}

QJsonObject ObjectPage::viewState() const
{
    return {{QStringLiteral("statement"), m_wish}};
}

void ObjectPage::restoreViewState(const QJsonObject &state)
{
    m_wish = state[QStringLiteral("statement")].toInt();
}

} // namespace kilter::ui
