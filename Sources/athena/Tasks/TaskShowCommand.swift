internal import ArgumentParser
internal import AthenaJSON

/// `athena task show`: everything about a task.
struct TaskShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a task.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "The task, such as t12.")
    var task: String

    @Flag(help: "Also show every attempt and what happened.")
    var history = false

    func perform(_ session: Session) async throws -> Report {
        let detail = history ? "history" : "full"
        let task = try await session.call("get_task_status", ["task_id": .string(task), "detail": .string(detail)])
        return Report(task, next: Self.next(for: task)) { TaskSheet.lines(of: task, on: $0) }
    }

    /// What one would do about a task in this state.
    private static func next(for task: JSON) -> String? {
        let id = task.cell("id")
        switch task.cell("status") {
        case "pending", "blocked": return "athena task why \(id)"
        case "waiting": return "athena task answer \(id) ANSWER"
        case "failed": return "athena task retry \(id)"
        default: return nil
        }
    }
}
