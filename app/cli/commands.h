#pragma once
#include "app/cli/context.h"

/// Each function adds one command (or a family of them) with its options, help and example; running it is set as context.command.
namespace kilter::cli {

void addInit(CLI::App &app, Context &context);
void addImport(CLI::App &app, Context &context);
void addModels(CLI::App &app, Context &context);
void addDdl(CLI::App &app, Context &context);
void addInspect(CLI::App &app, Context &context);
void addVerify(CLI::App &app, Context &context);
void addDiff(CLI::App &app, Context &context);
void addDiagram(CLI::App &app, Context &context);
void addGenerate(CLI::App &app, Context &context);
void addNew(CLI::App &app, Context &context);
void addStatus(CLI::App &app, Context &context); ///< status, current, heads, history
void addPlan(CLI::App &app, Context &context);
void addApply(CLI::App &app, Context &context);
void addRollback(CLI::App &app, Context &context);
void addStamp(CLI::App &app, Context &context);
void addRepair(CLI::App &app, Context &context);

} // namespace kilter::cli
