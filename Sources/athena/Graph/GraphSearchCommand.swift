internal import ArgumentParser
internal import AthenaJSON

/// `athena graph search`: finds texts.
struct GraphSearchCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Search the texts of tasks, results and notes."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The words to look for.")
    var query: String

    @Option(help: "How many to show.")
    var limit: Int = 20

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("search", ["query": .string(query), "limit": .integer(Int64(limit))])
        return Report(answer) { AnswerSheet.lines(of: answer, on: $0) }
    }
}
