internal import AthenaCore
internal import AthenaJSON

/// Finds tasks by their texts.
package struct SearchTasks: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "search",
        "Full-text search over titles, contents, results, errors and notes of tasks: every word has to occur, the last may "
            + "be a beginning. Best match first.",
        scope: .tasksRead,
        toolset: .full,
        effect: .reads,
        input: [
            .required("text", .string(1...1_000)),
            .optional("limit", Schemas.limit(1...50, 10)),
            .optional("cursor", Schemas.cursor),
        ],
        output: .openObject([.required("tasks", .array(of: .openObject()))])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let cursor = PageCursor(declaration.name, arguments, in: context.caller.project)
        let page = try await context.orchestrator.search(
            try arguments.requiredText("text"),
            limit: arguments.limit(default: 10),
            after: try cursor.hit(in: arguments),
            as: context.caller
        )
        let items = page.tasks.map(\.foundJSON)
        var json: JSONObject = ["tasks": .array(items.map { .object($0) })]
        json["more"] = page.next.map { .string(cursor.text(behind: [.double($0.rank), .integer($0.task.rawValue)])) }
        if page.behind > 0 { json["behind"] = .integer(page.behind) }
        return OperationAnswer(json)
    }
}

extension AgentTask {
    fileprivate var foundJSON: JSONObject {
        ["id": .string(id.description), "status": .string(status.rawValue), "title": .string(title)]
    }
}

extension PageCursor {
    fileprivate func hit(in arguments: Arguments) throws -> SearchHit? {
        guard let place = try place(in: arguments, parts: 2) else { return nil }
        guard let rank = place[0].doubleValue, let id = place[1].integerValue else { throw Self.refusal }
        return SearchHit(task: AgentTask.ID(rawValue: id), rank: rank)
    }
}
