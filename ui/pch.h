#pragma once
// What nearly every source of the window includes, compiled once.
#include "core/base/pch.h"

#include <QAbstractItemModel>
#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QFont>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QObject>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QString>
#include <QStringList>
#include <QToolButton>
#include <QTreeView>
#include <QVariant>
#include <QWidget>
