internal import ArgumentParser
internal import AthenaJSON

/// `athena task search`: finds tasks by their words.
struct TaskSearchCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find tasks by the words in their texts, results, errors and notes."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The words; all of them must occur.")
    var words: [String]

    @Option(help: "How many to show.")
    var limit: Int = 20

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is at least 1.") }
    }

    func perform(_ session: Session) async throws -> Report {
        let text = words.joined(separator: " ")
        let (tasks, more) = try await session.list("search", "tasks", ["text": .string(text)], limit: limit, page: 50)
        var data: JSONObject = ["tasks": .array(tasks)]
        data.set("more", more)
        return Report(.object(data)) { TaskTable.lines(of: tasks, on: $0) }
    }
}
