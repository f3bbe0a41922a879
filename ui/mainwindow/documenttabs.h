#pragma once
#include "ui/mainwindow/page.h"

#include <QTabWidget>

namespace kilter::ui {

/// The tabs of the open pages: icon, name, × or, when unsaved, ●; moved by dragging, closed with the middle button.
class DocumentTabs : public QTabWidget
{
    Q_OBJECT

public:
    explicit DocumentTabs(QWidget *parent = nullptr);

    void add(Page *page);
    void remove(Page *page);
    Page *page(int index) const;
    Page *find(const QString &key) const;
    std::vector<Page *> pages() const;

signals:
    void closeWanted(kilter::ui::Page *page);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void update(Page *page);
    QWidget *closeButton(Page *page);
};

} // namespace kilter::ui
