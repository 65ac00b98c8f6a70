internal import ArgumentParser
internal import AthenaJSON

/// `athena graph path`: how two things are connected.
struct GraphPathCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "path",
        abstract: "Show the shortest way between two entities."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The entity to start from.")
    var from: String

    @Argument(help: "The entity to get to.")
    var to: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("query_graph", ["entity": .string(from), "to": .string(to)])
        return Report(answer) { AnswerSheet.lines(of: answer, on: $0) }
    }
}
