internal import ArgumentParser
internal import AthenaJSON

/// `athena task note`: attaches a remark.
struct TaskNoteCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "note", abstract: "Attach a note to a task.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "The task, such as t12.")
    var task: String

    @Argument(help: "The note; - reads it from standard input.")
    var text: String

    @Option(name: .customLong("key"), help: "An idempotency key.")
    var idempotencyKey: String?

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["task_id": .string(task), "note": .string(try Input.text(text))]
        arguments.set("idempotency_key", idempotencyKey)
        let answer = try await session.call("add_note", arguments)
        return Report(answer, next: "athena task show \(task)", "The note is with \(task).")
    }
}
