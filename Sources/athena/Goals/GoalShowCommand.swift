internal import ArgumentParser
internal import AthenaJSON

/// `athena goal show`: one goal.
struct GoalShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a goal.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "The goal, such as g4.")
    var goal: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("query_goals", ["goal": .string(goal)])
        return Report(answer, next: "athena task list --goal \(goal)") { AnswerSheet.lines(of: answer, on: $0) }
    }
}
