internal import ArgumentParser
internal import AthenaJSON

/// `athena task answer`: answers what a task waits for.
struct TaskAnswerCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answer the question of a waiting task."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The task, such as t12.")
    var task: String

    @Argument(help: "The answer; - reads it from standard input.")
    var answer: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call(
            "answer_task",
            ["task_id": .string(task), "answer": .string(try Input.text(answer))]
        )
        return Report(answer, next: "athena task show \(task)", "\(task) is answered: \(answer.cell("status")).")
    }
}
