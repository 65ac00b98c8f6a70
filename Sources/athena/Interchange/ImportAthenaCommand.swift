internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaOperations

/// `athena import athena`: takes what `athena export` wrote, or a plan.
struct ImportAthenaCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "athena",
        abstract: "Import an export of Athena, or a plan: one record a line.",
        discussion: """
            An export gives everything back: goals, agents, what is known of their performance, tasks with their history,
            and the free part of the graph. Ids are given anew; a task that was leased comes back open, its attempt
            recorded as released. Importing it a second time changes nothing. A plan has the fields of create_task and
            ref; its tasks are created anew each time, all or none.
            """,
        aliases: ["jsonl"]
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The file; - reads standard input.")
    var file: String

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    func perform(_ session: Session) async throws -> Report {
        let lines = try Input.lines(file, longestLine: RecordReading.longestLine)
        guard try isPlan(lines) else {
            var work = RecordImport(lines, as: AthenaFormat())
            return try await work.run(session, isDryRun: dryRun).report(of: file, isDryRun: dryRun)
        }
        let plan = try PlanFile(lines)
        if dryRun { return plan.report(of: file, created: [], isDryRun: true) }
        let answer = try await session.call("create_task", ["tasks": .array(plan.tasks)])
        return plan.report(of: file, created: answer["task_ids"]?.arrayValue ?? [], isDryRun: false)
    }

    /// Whether the first line is none of an export.
    private func isPlan(_ lines: LineFile) throws -> Bool {
        guard let (place, bytes) = try lines.first() else {
            throw AthenaError.invalid("\(file.quotedForMessage) is empty.", next: "Name a file with one task a line.")
        }
        return !AthenaFormat.isExport(try RecordReading.object(bytes, line: place.number))
    }
}
