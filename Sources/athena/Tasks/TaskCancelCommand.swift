internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON

/// `athena task cancel`: ends tasks that are not wanted any more.
struct TaskCancelCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Cancel tasks with their open children."
    )

    /// More than this many need a second thought.
    private static let many = 10

    @OptionGroup var options: CommandOptions

    @Argument(help: "The tasks, such as t12 t13.")
    var tasks: [String]

    @Option(help: "Why; - reads it from standard input.")
    var reason: String?

    @Flag(help: "Do not ask, however many there are.")
    var yes = false

    func validate() throws {
        guard !tasks.isEmpty else { throw ValidationError("Name at least one task.") }
        guard yes || tasks.count <= Self.many else {
            throw ValidationError("That would cancel \(tasks.count) tasks; say --yes if that is what you want.")
        }
    }

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["task_ids": .array(tasks.map { .string($0) })]
        arguments.set("reason", try reason.map(Input.text))
        let answer = try await session.call("cancel_task", arguments)
        let results = answer["results"]?.arrayValue ?? []
        var report = Report(answer, next: tasks.first.map { "athena task show \($0)" }) { screen in
            var table = Table(columns: [.text("ID"), .text("RESULT"), .text("STATUS"), .flexible("ALSO CANCELLED")])
            table.stateColumns = [1, 2]
            table.rows = results.map { result in ["task_id", "result", "status", "also"].map { result.cell($0) } }
            return table.lines(on: screen)
        }
        if results.contains(where: { $0.cell("result") == "not_found" }) {
            report.exit = ExitCode(AthenaErrorCode.notFound.surfaces.exit)
        }
        return report
    }
}
