internal import ArgumentParser
internal import AthenaJSON

/// `athena task claim`: takes work.
struct TaskClaimCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Take the best ready task that an agent can do; 3 when there is none.",
        aliases: ["next"]
    )

    /// The longest that one call waits.
    private static let longestWait = 45

    @OptionGroup var options: CommandOptions

    @Option(help: "The agent that takes it.")
    var agent: String?

    @Option(help: "Only this type. Can be repeated.")
    var type: [String] = []

    @Option(help: "How many at most, up to 20.")
    var max: Int?

    @Option(help: "How many seconds to wait for work.")
    var wait: Int = 0

    @Option(help: "How long the lease lasts, in seconds.")
    var leaseSeconds: Int?

    @Flag(help: "Answer the leases that the agent holds already.")
    var resume = false

    @Option(name: .customLong("key"), help: "An idempotency key.")
    var idempotencyKey: String?

    func validate() throws {
        guard wait >= 0 else { throw ValidationError("--wait is at least 0.") }
    }

    func perform(_ session: Session) async throws -> Report {
        var left = wait
        while true {
            let answer = try await session.call("claim_task", arguments(waiting: min(left, Self.longestWait)))
            left -= Self.longestWait
            let tasks = answer["tasks"]?.arrayValue ?? []
            if !tasks.isEmpty || left <= 0 { return report(answer, tasks) }
        }
    }

    private func arguments(waiting seconds: Int) -> JSONObject {
        var arguments = JSONObject()
        arguments.set("agent_id", agent)
        arguments.set("types", Input.words(type))
        arguments.set("max", max)
        if seconds > 0 { arguments.set("wait_seconds", seconds) }
        arguments.set("lease_seconds", leaseSeconds)
        arguments.set("resume", resume)
        arguments.set("idempotency_key", idempotencyKey)
        return arguments
    }

    private func report(_ answer: JSON, _ tasks: [JSON]) -> Report {
        guard let first = tasks.first else {
            var report = Report(answer) { _ in [] }
            report.messages = [answer["reason"]?.stringValue ?? "There is nothing to claim."]
            report.next = "athena task list --ready"
            report.exit = ExitCode(3)
            return report
        }
        let next = "athena task complete \(first.cell("lease")) --result RESULT"
        return Report(answer, next: next) { screen in
            tasks.flatMap { BriefSheet.lines(of: $0, on: screen) + [""] }.dropLast()
        }
    }
}
