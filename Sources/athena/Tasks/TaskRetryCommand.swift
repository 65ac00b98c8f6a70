internal import ArgumentParser
internal import AthenaJSON

/// `athena task retry`: gives an ended task another chance.
struct TaskRetryCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Put a failed or cancelled task back into the queue."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The task, such as t12.")
    var task: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("retry_task", ["task_id": .string(task)])
        return Report(answer, next: "athena task show \(task)", "\(task) is \(answer.cell("status")) again.")
    }
}
