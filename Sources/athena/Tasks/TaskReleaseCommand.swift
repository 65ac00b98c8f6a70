internal import ArgumentParser
internal import AthenaJSON

/// `athena task release`: gives a task back.
struct TaskReleaseCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Give a task back; no failure is counted."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The lease; - reads it from standard input. Default: ATHENA_LEASE.")
    var lease: String?

    @Option(help: "What the next agent should know; - reads it from standard input.")
    var note: String?

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["lease": try Input.lease(lease)]
        arguments.set("note", try note.map(Input.text))
        let answer = try await session.call("release_task", arguments)
        let id = answer.cell("task_id")
        return Report(answer, next: "athena task show \(id)", "\(id) is released: \(answer.cell("status")).")
    }
}
