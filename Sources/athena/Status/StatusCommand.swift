internal import ArgumentParser
internal import AthenaJSON

/// `athena status`: how queue and fleet are doing.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the health of queue and fleet.",
        discussion: "With --watch a terminal is redrawn; piped, each look is one JSON line."
    )

    @OptionGroup var options: CommandOptions

    @Flag(help: "Look again and again, until interrupted.")
    var watch = false

    @Option(help: "Seconds between two looks.")
    var interval: Double = 2

    func validate() throws {
        guard (0.1...3_600).contains(interval) else { throw ValidationError("--interval is 0.1 to 3600.") }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            var session = try await LastingSession(options.server)
            defer { session.close() }
            guard watch else { return try options.show(try await session.ask(FleetView.look).report) }
            while true {
                try Self.redraw(try await session.ask(FleetView.look).report, asJSON: options.json)
                try await ContinuousClock().sleep(for: .seconds(interval))
            }
        }
    }

    private static func redraw(_ report: Report, asJSON: Bool) throws {
        guard Console.showsData, !asJSON else { return try Console.data([SafeText.json(report.envelope.text)]) }
        let screen = Screen.current(environment: ServerOptions.environment)
        let lines = report.lines(on: screen).map { $0 + "\u{1B}[K" }
        try Console.data(Array(("\u{1B}[H" + lines.joined(separator: "\n") + "\n\u{1B}[J").utf8))
    }
}
