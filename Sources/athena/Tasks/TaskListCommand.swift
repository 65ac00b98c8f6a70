internal import ArgumentParser
internal import AthenaJSON

/// `athena task list`: finds and counts tasks.
struct TaskListCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Find or count tasks.")

    @OptionGroup var options: CommandOptions
    @OptionGroup var filters: TaskFilterOptions

    @Flag(help: "Only what can be claimed now, in the order of claims; with --agent what that agent could claim.")
    var ready = false

    @Option(help: "newest, oldest, priority or updated.")
    var sort: String?

    @Option(help: "How many to show.")
    var limit: Int = 50

    @Option(help: "Where an earlier list stopped.")
    var cursor: String?

    @Flag(help: "Answer the number alone.")
    var count = false

    @Option(help: "Count by status, type, agent_id or priority.")
    var groupBy: String?

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is at least 1.") }
        guard !ready || (!count && groupBy == nil && sort == nil && filters.areForAgentAlone) else {
            throw ValidationError("--ready goes with --agent, --limit and --cursor alone.")
        }
    }

    func perform(_ session: Session) async throws -> Report {
        if count || groupBy != nil { return try await counted(session) }
        var arguments = ready ? JSONObject() : filters.arguments
        arguments["fields"] = "full"
        arguments.set("sort", sort)
        arguments.set("cursor", cursor)
        if ready { arguments.set("agent_id", filters.agent) }
        let (tasks, more) = try await session.list(
            ready ? "poll_tasks" : "query_tasks",
            "tasks",
            arguments,
            limit: limit,
            page: 100
        )
        var data: JSONObject = ["tasks": .array(tasks)]
        data.set("more", more)
        let next = more.map { Repetition().with("--cursor", $0) }
        return Report(.object(data), next: next) { TaskTable.lines(of: tasks, on: $0) }
    }

    private func counted(_ session: Session) async throws -> Report {
        var arguments = filters.arguments
        arguments.set("count_only", count)
        arguments.set("group_by", groupBy)
        let answer = try await session.call("query_tasks", arguments)
        guard let groups = answer["groups"]?.objectValue else {
            let mark = answer["at_least"] == nil ? "" : " or more"
            return Report(answer, answer.cell("count") + mark)
        }
        return Report(answer) { screen in
            var table = Table(columns: [.text(groupBy?.uppercased() ?? "GROUP"), .number("TASKS")])
            table.rows = groups.map { [$0.name, $0.value.cellText] }
            return table.lines(on: screen)
        }
    }
}
