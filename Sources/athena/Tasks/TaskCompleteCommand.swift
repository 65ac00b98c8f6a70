internal import ArgumentParser
internal import AthenaJSON

/// `athena task complete`: ends a task with its result.
struct TaskCompleteCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "complete", abstract: "End a task with its result.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "The lease; - reads it from standard input. Default: ATHENA_LEASE.")
    var lease: String?

    @Option(help: "The result: JSON, or any text; - reads it from standard input.")
    var result: String

    @Option(help: "Measurements, a JSON object such as '{\"duration_ms\": 1200}'.")
    var metrics: String?

    @Option(help: "A skill that the agent learned. Can be repeated.")
    var learned: [String] = []

    @Flag(help: "Also claim the agent's next task.")
    var next = false

    func validate() throws {
        guard lease != "-" || result != "-" else {
            throw ValidationError("Only one text can come from standard input.")
        }
    }

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["lease": try Input.lease(lease), "result": try Input.value(result)]
        if let metrics { arguments["metrics"] = .object(try Input.object(metrics, for: "--metrics")) }
        arguments.set("learned", Input.words(learned))
        arguments.set("claim_next", next)
        let answer = try await session.call("complete_task", arguments)
        return Report(answer, next: "athena task show \(answer.cell("task_id"))") { Self.lines(of: answer, on: $0) }
    }

    private static func lines(of answer: JSON, on screen: Screen) -> [String] {
        var lines = ["\(answer.cell("task_id")) is \(answer.cell("status"))."]
        if answer["unblocked"] != nil { lines.append("Unblocked: \(answer.cell("unblocked"))") }
        if answer["learned"] != nil { lines.append("Learned: \(answer.cell("learned"))") }
        for brief in answer["next"]?["tasks"]?.arrayValue ?? [] {
            lines += [""] + BriefSheet.lines(of: brief, on: screen)
        }
        if let reason = answer["next"]?["reason"]?.stringValue { lines.append("Next: \(reason)") }
        return lines
    }
}
