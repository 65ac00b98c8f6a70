internal import ArgumentParser
internal import AthenaJSON

/// `athena task wait`: returns when a task has ended.
struct TaskWaitCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Wait until a task has ended: 0 completed, 1 failed, 6 cancelled, 124 out of time."
    )

    private static let pause = Duration.milliseconds(250)

    @OptionGroup var options: CommandOptions

    @Argument(help: "The task, such as t12.")
    var task: String

    @Option(help: "How many seconds to wait at most. Default: for ever.")
    var timeout: Double?

    func perform(_ session: Session) async throws -> Report {
        let clock = ContinuousClock()
        let deadline = timeout.map { clock.now + .seconds(min(max($0, 0), 1e9)) }
        while true {
            let status = try await session.call("get_task_status", ["task_id": .string(task)])
            if let exit = Self.exit(for: status.cell("status")) { return report(status, exit) }
            if let deadline, clock.now >= deadline { return report(status, ExitCode(124)) }
            try await clock.sleep(until: min(clock.now + Self.pause, deadline ?? clock.now + Self.pause))
        }
    }

    private static func exit(for status: String) -> ExitCode? {
        switch status {
        case "completed": .success
        case "failed": .failure
        case "cancelled": ExitCode(6)
        default: nil
        }
    }

    private func report(_ status: JSON, _ exit: ExitCode) -> Report {
        var report = Report(
            status,
            next: "athena task show \(task)",
            "\(status.cell("id")) is \(status.cell("status"))."
        )
        if exit == ExitCode(124) { report.messages = ["The time is up; the task goes on."] }
        report.exit = exit
        return report
    }
}
