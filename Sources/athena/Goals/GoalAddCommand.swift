internal import ArgumentParser
internal import AthenaJSON

/// `athena goal add`: sets a goal.
struct GoalAddCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Set a goal.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "What is to be reached, in one line.")
    var title: String

    @Option(help: "More about it; - reads it from standard input.")
    var description: String?

    @Option(help: "The goal it is part of, such as g4.")
    var parent: String?

    @Option(help: "The time by which it should be reached, such as 2026-12-31T23:59:00Z.")
    var deadline: String?

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["title": .string(title)]
        arguments.set("description", try description.map { try Input.text($0) })
        arguments.set("parent", parent)
        arguments.set("deadline", deadline)
        let answer = try await session.call("create_goal", arguments)
        let id = answer.cell("goal")
        return Report(answer, next: "athena task add \"WHAT IS TO BE DONE\" --goal \(id)", "\(id) is set.")
    }
}
