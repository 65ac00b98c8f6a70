internal import ArgumentParser
internal import AthenaJSON

/// `athena db prune`: forgets what is long over.
struct DatabasePruneCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Remove texts of tasks that ended long ago and the beginning of the event log.",
        discussion: """
            Their titles go too, as they are taken from the texts: such a task is listed as (pruned). Counts and
            statistics stay, and the log keeps an anchor from which it can still be verified.
            """
    )

    private static let mostDays = 36_500

    @OptionGroup var options: CommandOptions

    @Option(help: "What ended at least this many days ago.")
    var olderThanDays: Int?

    @Option(help: "What ended before this time, such as 2026-01-01T00:00:00Z.")
    var before: String?

    @Flag(help: "Do it; what is removed cannot be had back.")
    var yes = false

    func validate() throws {
        guard (olderThanDays == nil) != (before == nil) else {
            throw ValidationError("Name one of --older-than-days and --before.")
        }
        guard (0...Self.mostDays).contains(olderThanDays ?? 0) else {
            throw ValidationError("--older-than-days is 0 to \(Self.mostDays).")
        }
        guard yes else {
            throw ValidationError(
                "What is removed cannot be had back: make a copy with athena db backup and say --yes."
            )
        }
    }

    func perform(_ session: Session) async throws -> Report {
        let days = olderThanDays.map { JSON.integer(max(session.now - Int64($0) * 86_400_000, 0)) }
        guard let time = before.map(JSON.string) ?? days else { throw ExitCode.validationFailure }
        let answer = try await session.call("prune", ["before": time])
        return Report(answer, next: "athena audit verify") { AnswerSheet.lines(of: answer, on: $0) }
    }
}
