internal import ArgumentParser
internal import AthenaJSON

/// `athena goal list`: every goal with its progress.
struct GoalListCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List goals with their progress.")

    @OptionGroup var options: CommandOptions

    @Option(help: "Only those that are part of this goal.")
    var parent: String?

    @Option(help: "How many to show.")
    var limit: Int = 100

    func perform(_ session: Session) async throws -> Report {
        var arguments = JSONObject()
        arguments.set("parent", parent)
        let (goals, more) = try await session.list("query_goals", "goals", arguments, limit: limit, page: 100)
        var data: JSONObject = ["goals": .array(goals)]
        data.set("more", more)
        return Report(.object(data)) { AnswerSheet.table(of: goals, on: $0) }
    }
}
