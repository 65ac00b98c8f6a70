internal import ArgumentParser
internal import AthenaJSON

/// `athena task fail`: ends an attempt without success.
struct TaskFailCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "fail", abstract: "Report that an attempt failed.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "The lease; - reads it from standard input. Default: ATHENA_LEASE.")
    var lease: String?

    @Option(help: "What went wrong; - reads it from standard input.")
    var error: String

    @Option(
        help: """
            transient, timeout, rate_limited, quota, context_overflow, tool_error, bad_output, needs_human or permanent.
            """
    )
    var kind: String?

    @Flag(help: "Do not try again.")
    var noRetry = false

    @Option(help: "What was reached, JSON or text; the next attempt gets it.")
    var partialResult: String?

    func validate() throws {
        guard [lease, error, partialResult].count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("Only one text can come from standard input.")
        }
    }

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["lease": try Input.lease(lease), "error": .string(try Input.text(error))]
        arguments.set("kind", kind)
        if noRetry { arguments["should_retry"] = false }
        if let partialResult { arguments["partial_result"] = try Input.value(partialResult) }
        let answer = try await session.call("fail_task", arguments)
        let id = answer.cell("task_id")
        let retry = answer["retry_in"] == nil ? "" : " It is tried again in \(answer.cell("retry_in"))s."
        let line = "\(id) is \(answer.cell("status")) after \(answer.cell("retry_count")) failures.\(retry)"
        let next = answer.cell("status") == "failed" ? "athena task retry \(id)" : "athena task show \(id) --history"
        return Report(answer, next: next, line)
    }
}
