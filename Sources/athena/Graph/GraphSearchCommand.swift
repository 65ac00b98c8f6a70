internal import ArgumentParser
internal import AthenaJSON

/// `athena graph search`: finds entities.
struct GraphSearchCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find entities by their names."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "Part of the name.")
    var name: String

    @Option(help: "Only entities of this kind, such as SKILL.")
    var kind: String?

    @Option(help: "How many to show.")
    var limit: Int = 20

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["search": .string(name), "limit": .integer(Int64(limit))]
        arguments.set("kind", kind)
        let answer = try await session.call("query_graph", arguments)
        return Report(answer) { AnswerSheet.lines(of: answer, on: $0) }
    }
}
