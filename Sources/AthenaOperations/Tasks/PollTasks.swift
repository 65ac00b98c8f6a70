internal import AthenaCore
internal import AthenaJSON

/// Shows what waits to be done.
package struct PollTasks: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "poll_tasks",
        "Look at the queue without taking anything: ready tasks in claim order, concise as ids by priority. With agent_id "
            + "only what that agent could claim. Use claim_task to get work.",
        scope: .tasksRead,
        toolset: .standard,
        effect: .reads,
        input: [
            .optional("status", Schemas.status(default: "pending")),
            .optional("ready_only", .boolean(default: true)),
            .optional("agent_id", Schemas.agentID),
            .optional("limit", Schemas.limit(1...100, 10)),
            .optional("cursor", Schemas.cursor),
            .optional("fields", Schemas.fields(default: "concise")),
        ],
        output: .openObject()
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let cursor = PageCursor(declaration.name, arguments, in: context.caller.project)
        let fields = TaskListFields(arguments, default: .concise)
        var query = PollQuery(project: context.caller.project.id, limit: arguments.limit(default: 10))
        query.status = arguments.text("status").flatMap(TaskStatus.init(rawValue:)) ?? .pending
        query.readyOnly = arguments.flag("ready_only", default: true)
        let page = try await context.orchestrator.poll(
            query,
            for: try arguments.agent(),
            after: try cursor.number(in: arguments).map(AgentTask.ID.init(rawValue:)),
            isDetailed: fields == .full
        )
        let behind = { (id: AgentTask.ID) in cursor.text(behind: [.integer(id.rawValue)]) }
        guard fields == .concise else {
            var json = JSONObject()
            json.list("tasks", page.reports.map { $0.listJSON(fields, inPoll: true) }, hasMore: page.next != nil) {
                last in
                behind(
                    last == page.reports.count - 1
                        ? page.next ?? page.reports[last].task.id : page.reports[last].task.id
                )
            }
            if page.reports.isEmpty, let next = page.next { json["more"] = .string(behind(next)) }
            return OperationAnswer(json)
        }
        var json = Self.idsByPriority(page.reports.map(\.task))
        json["more"] = page.next.map { .string(behind($0)) }
        return OperationAnswer(json)
    }

    private static func idsByPriority(_ tasks: [AgentTask]) -> JSONObject {
        var json = JSONObject()
        for priority in Priority.allCases {
            json[priority.word] = .words(tasks.filter { $0.priority == priority }.map(\.id.description))
        }
        return json
    }
}
