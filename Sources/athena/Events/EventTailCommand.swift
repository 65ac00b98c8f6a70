internal import ArgumentParser
internal import AthenaJSON
internal import AthenaOperations

/// `athena event tail`: shows events as they happen.
struct EventTailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Show events as they happen, until interrupted; one JSON object a line with --json."
    )

    private static let pause = Duration.milliseconds(500)
    private static let page = 500

    @OptionGroup var options: CommandOptions
    @OptionGroup var filters: EventFilterOptions

    @Option(help: "Begin behind this sequence. Default: with the newest events.")
    var after: Int?

    func run() async throws {
        try await CommandFailure.reporting {
            var session = try await LastingSession(options.server)
            defer { session.close() }
            var place = try await session.ask(start)
            while true {
                let page = try await session.ask { [place] in
                    try await $0.events(filters, after: place, limit: Self.page)
                }
                try Console.data(page.events.map(line))
                place = page.events.compactMap { $0["sequence"]?.integerValue }.max() ?? place
                if page.more == nil { try await ContinuousClock().sleep(for: Self.pause) }
            }
        }
    }

    /// The sequence of the newest event.
    private func start(_ session: Session) async throws -> Int64 {
        if let after { return Int64(after) }
        return try await session.call("database_status")["last_event"]?.integerValue ?? 0
    }

    private func line(of event: JSON) -> String {
        if options.json { return SafeText.json(event.text) }
        let at = event["at"]?.integerValue.map(ISOTime.text) ?? ""
        let words = ["sequence", "kind", "subject", "actor", "status"].map { event.cell($0) }
        return SafeText.line("\(at)  \(words.joined(separator: "  "))")
    }
}
