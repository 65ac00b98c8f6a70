internal import ArgumentParser
internal import AthenaJSON

/// `athena audit list`: events with everything the chain covers.
struct AuditListCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List whole events with their hashes, one JSON object a line."
    )

    @OptionGroup var options: CommandOptions
    @OptionGroup var filters: EventFilterOptions

    @Option(help: "Only those behind this sequence.")
    var after: Int = 0

    @Option(help: "How many to show.")
    var limit: Int = 50

    func validate() throws {
        guard (1...500).contains(limit) else { throw ValidationError("--limit is 1 to 500.") }
    }

    func perform(_ session: Session) async throws -> Report {
        var arguments = filters.arguments
        arguments.set("after", after)
        arguments.set("limit", limit)
        arguments["fields"] = "full"
        let answer = try await session.call("query_events", arguments)
        let next = answer["more_after"].map { Repetition().with("--after", $0.cellText) }
        return Report(answer, next: next) { _ in (answer["events"]?.arrayValue ?? []).map { SafeText.json($0.text) } }
    }
}
