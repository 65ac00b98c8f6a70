internal import AthenaCore
internal import AthenaJSON

/// Hands out a page of an export.
package struct ExportPage: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "export_page",
        "Export tasks with everything known of them, a page at a time.",
        scope: .tasksAdmin,
        toolset: nil,
        effect: .reads,
        input: [
            .optional("after", Schemas.taskID),
            .optional("limit", Schemas.limit(1...500, 100)),
        ],
        output: .object([
            .required("records", .array(of: .openObject())),
            .optional("more", .string()),
        ])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let after = try arguments.task("after")
        let limit = arguments.limit(default: 100)
        let reports = try await context.orchestrator.export(after: after, limit: limit, as: context.caller)
        var json: JSONObject = ["records": .array(reports.map { .object($0.exportJSON) })]
        if reports.count == limit, let last = reports.last { json["more"] = .string(last.task.id.description) }
        return OperationAnswer(json)
    }
}
