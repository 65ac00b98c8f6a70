internal import AthenaCore
internal import AthenaJSON

/// Shows tasks.
package struct GetTaskStatus: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "get_task_status",
        "Show one task, or up to 50 with task_ids: status, holder, dependencies, errors; detail=full adds content, result and "
            + "metrics, history adds attempts and events.",
        scope: .tasksRead,
        toolset: .worker,
        effect: .reads,
        input: [
            .optional("task_id", Schemas.taskID),
            .optional("task_ids", Schemas.taskIDs(50)),
            .optional("detail", .oneOf(Orchestrator.Detail.allCases.map(\.rawValue), default: "concise")),
            .optional("cursor", Schemas.cursor),
        ],
        output: .openObject()
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let (ids, isSingle) = try arguments.tasks("task_id", "task_ids")
        let detail = arguments.text("detail").flatMap(Orchestrator.Detail.init(rawValue:)) ?? .concise
        let cursor = PageCursor(declaration.name, arguments, in: context.caller.project)
        let place = try cursor.place(in: arguments, parts: 3)
        let (found, missing) = try await context.orchestrator.status(of: ids, detail: detail, as: context.caller)
        if let place { return OperationAnswer(try Self.part(at: place, of: found, cursor)) }
        let limits = found.map { report in
            TaskReportLimit(report: report, detail: detail) { name, offset in
                cursor.text(behind: Self.place(of: report, name, offset))
            }
        }
        if isSingle {
            guard let only = limits.first else { throw AthenaError.notFound("task \(ids[0])") }
            return OperationAnswer(only.json(limit: AnswerLimit.bytes))
        }
        return OperationAnswer(Self.json(of: limits, missing: missing))
    }

    /// As many of the tasks as fit; the others are named.
    private static func json(of limits: [TaskReportLimit], missing: [AgentTask.ID]) -> JSONObject {
        var json = JSONObject()
        if !missing.isEmpty { json["not_found"] = .array(missing.map { .string($0.description) }) }
        let room = AnswerLimit.bytes - 2 * AnswerLimit.frame
        let items = limits.map { $0.json(limit: room) }
        let shown = AnswerLimit.fitting(items, beside: AnswerLimit.frame)
        json["tasks"] = .array(items.prefix(shown).map { .object($0) })
        guard shown < items.count else { return json }
        json["left_out"] = .array(limits.dropFirst(shown).map { .string($0.report.task.id.description) })
        json["hint"] = "Cut at 32 KB: ask for the tasks in left_out with another call."
        return json
    }

    private static func place(of report: TaskReport, _ name: String, _ offset: Int) -> [JSON] {
        [.integer(report.task.id.rawValue), .string(name), .integer(Int64(offset))]
    }

    /// The next part of a text that was cut.
    private static func part(
        at place: [JSON],
        of reports: [TaskReport],
        _ cursor: PageCursor
    ) throws -> JSONObject {
        guard let report = reports.first(where: { $0.task.id.rawValue == place[0].integerValue }),
            let text = report.longTexts.first(where: { $0.name == place[1].stringValue }),
            let offset = place[2].integerValue.flatMap({ Int(exactly: $0) }),
            let (part, next) = text.part(from: offset, room: AnswerLimit.bytes - AnswerLimit.frame)
        else {
            throw AthenaError.invalid("The text behind this cursor has changed.", next: "Call again without cursor.")
        }
        var json: JSONObject = [
            "id": .string(report.task.id.description), "field": .string(text.name), "text": .string(part),
        ]
        if let next {
            json["more"] = [text.name: .string(cursor.text(behind: Self.place(of: report, text.name, next)))]
        }
        return json
    }
}
