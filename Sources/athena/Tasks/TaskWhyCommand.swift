internal import ArgumentParser
internal import AthenaJSON

/// `athena task why`: says what a task waits for.
struct TaskWhyCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Say why a task waits: what it depends on, which skill is missing, who could take it."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The task, such as t12.")
    var task: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("get_task_why", ["task_id": .string(task)])
        return Report(answer, next: "athena task show \(task)") { AnswerSheet.lines(of: answer, on: $0) }
    }
}
