#include "ui/mainwindow/page.h"
