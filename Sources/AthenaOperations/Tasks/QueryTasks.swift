internal import AthenaCore
internal import AthenaJSON

/// Finds and counts tasks.
package struct QueryTasks: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "query_tasks",
        "Find or count tasks by filters, on the server. concise answers rows under columns. count_only and group_by answer "
            + "numbers. Results are never listed; read them with get_task_status.",
        scope: .tasksRead,
        toolset: .standard,
        effect: .reads,
        input: TaskFilters.properties + [
            .optional("sort", .oneOf(TaskQuery.Sort.allCases.map(\.rawValue), default: "newest")),
            .optional("limit", Schemas.limit(1...200, 20)),
            .optional("cursor", Schemas.cursor),
            .optional("fields", Schemas.fields(default: "title")),
            .optional("count_only", .boolean()),
            .optional("group_by", .oneOf(TaskGrouping.allCases.map(\.rawValue))),
        ],
        output: .openObject()
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        var query = try TaskFilters.query(arguments, in: context.caller.project.id)
        if let grouping = arguments.text("group_by").flatMap(TaskGrouping.init(rawValue:)) {
            return OperationAnswer(Self.json(of: try await context.orchestrator.groups(query, by: grouping)))
        }
        if arguments.flag("count_only") {
            return OperationAnswer(Self.json(count: try await context.orchestrator.count(query)))
        }
        let cursor = PageCursor(declaration.name, arguments, in: context.caller.project)
        let fields = TaskListFields(arguments, default: .title)
        query.limit = arguments.limit(default: 20)
        query.after = try cursor.place(in: arguments, sort: query.sort)
        let page = try await context.orchestrator.list(query, isDetailed: fields == .full)
        let sort = query.sort
        var json = JSONObject()
        if fields == .concise {
            json["columns"] = TaskReport.columns
            json["tasks"] = .array(page.reports.map(\.row))
            if page.next != nil, let last = page.reports.last {
                json["more"] = .string(cursor.text(behind: last.task.place(in: sort)))
            }
        } else {
            json.list("tasks", page.reports.map { $0.listJSON(fields) }, hasMore: page.next != nil) { last in
                cursor.text(behind: page.reports[last].task.place(in: sort))
            }
        }
        return OperationAnswer(json)
    }

    private static func json(count: Int) -> JSONObject {
        var json: JSONObject = ["count": .integer(Int64(count))]
        if count >= Orchestrator.countBound { json["at_least"] = true }
        return json
    }

    private static func json(of groups: [(name: String, count: Int)]) -> JSONObject {
        let shown = groups.map { ($0.name.isEmpty ? "nobody" : $0.name, JSON.integer(Int64($0.count))) }
        var json: JSONObject = ["groups": .object(JSONObject(shown.prefix(500)))]
        if groups.count > 500 { json["hint"] = "Only 500 groups are shown: filter more narrowly." }
        if groups.reduce(0, { $0 + $1.count }) >= Orchestrator.countBound { json["at_least"] = true }
        return json
    }
}

extension AgentTask {
    /// Where the task stands in a sorted list.
    fileprivate func place(in sort: TaskQuery.Sort) -> [JSON] {
        switch sort {
        case .newest, .oldest: [.integer(id.rawValue)]
        case .priority: [.integer(Int64(priority.rawValue)), .integer(id.rawValue)]
        case .updated: [.integer(updatedAt), .integer(id.rawValue)]
        }
    }
}

extension PageCursor {
    fileprivate func place(in arguments: Arguments, sort: TaskQuery.Sort) throws -> (value: Int64, id: Int64)? {
        switch sort {
        case .newest, .oldest: try number(in: arguments).map { (0, $0) }
        case .priority, .updated: try pair(in: arguments)
        }
    }
}
