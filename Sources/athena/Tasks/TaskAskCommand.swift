internal import ArgumentParser
internal import AthenaJSON

/// `athena task ask`: puts a question to a person.
struct TaskAskCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Ask a person; the lease ends, and the answer goes to whoever takes the task next."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The question; - reads it from standard input.")
    var question: String

    @Option(help: "The lease. Default: ATHENA_LEASE.")
    var lease: String?

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call(
            "ask_task",
            ["lease": try Input.lease(lease), "question": .string(try Input.text(question))]
        )
        let id = answer.cell("task_id")
        return Report(answer, next: "athena task answer \(id) ANSWER", "\(id) is \(answer.cell("status")).")
    }
}
