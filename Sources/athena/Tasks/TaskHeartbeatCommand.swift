internal import ArgumentParser
internal import AthenaJSON

/// `athena task heartbeat`: keeps a lease.
struct TaskHeartbeatCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "heartbeat",
        abstract: "Keep a lease and report progress; 5 when work has to stop."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The lease; - reads it from standard input. Default: ATHENA_LEASE.")
    var lease: String?

    @Option(help: "How far it has come, 0 to 100.")
    var progress: Int?

    @Option(help: "What happens now; - reads it from standard input.")
    var note: String?

    @Option(help: "How many seconds from now the lease is to last.")
    var extendSeconds: Int?

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["lease": try Input.lease(lease)]
        arguments.set("progress", progress)
        arguments.set("note", try note.map(Input.text))
        arguments.set("extend_seconds", extendSeconds)
        let answer = try await session.call("heartbeat_task", arguments)
        guard answer["stop"]?.boolValue == true else {
            return Report(answer, "The lease lasts \(answer.cell("expires_in"))s.")
        }
        var report = Report(answer, "Stop working: \(answer.cell("reason"))")
        report.exit = ExitCode(5)
        return report
    }
}
