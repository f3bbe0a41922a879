#include "core/base/process.h"

#include "core/base/cancel.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QStandardPaths>

namespace kilter {

Result<ProcessOutput> run(const ProcessRequest &request)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : request.environment)
        environment.insert(QString::fromStdString(name), QString::fromStdString(value));
    process.setProcessEnvironment(environment);
    QStringList arguments;
    for (const std::string &argument : request.arguments)
        arguments << QString::fromStdString(argument);
    process.start(QString::fromStdString(request.program), arguments);
    if (!process.waitForStarted())
        return failure(ErrorCode::Invalid, "cannot start " + request.program + ": " + process.errorString().toStdString());
    process.write(request.input.data(), qint64(request.input.size()));
    process.closeWriteChannel();
    const QDeadlineTimer deadline(request.timeout);
    while (!process.waitForFinished(50)) {
        if (process.state() == QProcess::NotRunning)
            break;
        const bool stopped = request.stop.stop_requested();
        if (!stopped && !deadline.hasExpired())
            continue;
        process.kill();
        process.waitForFinished(1000);
        if (stopped)
            return tl::unexpected(cancelled(request.program));
        return failure(ErrorCode::Invalid, request.program + " did not end in time and was ended");
    }
    return ProcessOutput{process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128,
                         process.readAllStandardOutput().toStdString(), process.readAllStandardError().toStdString()};
}

std::string findProgram(const std::string &name, const std::vector<std::string> &folders)
{
    QStringList paths;
    for (const std::string &folder : folders)
        paths << QString::fromStdString(folder);
    QString found = paths.isEmpty() ? QString() : QStandardPaths::findExecutable(QString::fromStdString(name), paths);
    if (found.isEmpty())
        found = QStandardPaths::findExecutable(QString::fromStdString(name));
    return found.toStdString();
}

} // namespace kilter
