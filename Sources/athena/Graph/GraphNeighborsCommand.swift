internal import ArgumentParser
internal import AthenaJSON

/// `athena graph neighbors`: what something is connected with.
struct GraphNeighborsCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "neighbors",
        abstract: "Show what an entity is connected with."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The entity, such as t12, g4, agent:a1, skill:sql or FILE:main.swift.")
    var entity: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("query_graph", ["entity": .string(entity)])
        return Report(answer) { AnswerSheet.lines(of: answer, on: $0) }
    }
}
