internal import AthenaCore
internal import AthenaJSON

/// Shows which projects there are.
package struct ListProjects: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "list_projects",
        "List the projects this credential can open; give one as project in any call.",
        scope: .tasksRead,
        toolset: .full,
        effect: .reads,
        input: [.optional("limit", Schemas.limit(1...500, 100)), .optional("cursor", Schemas.cursor)],
        output: .openObject([.required("projects", Schemas.texts), .required("current", .string())])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let current = context.caller.project.name
        guard context.identity.mayChooseProject else {
            return OperationAnswer(["projects": [.string(current)], "current": .string(current)])
        }
        let cursor = PageCursor(declaration.name, arguments, in: context.caller.project)
        let after = try cursor.word(in: arguments) ?? ""
        let limit = arguments.limit(default: 100)
        let names = try await context.orchestrator.allProjects().map(\.name)
            .filter { after.utf8.lexicographicallyPrecedes($0.utf8) }
        var json: JSONObject = [
            "projects": .array(names.prefix(limit).map { .string($0) }), "current": .string(current),
        ]
        if names.count > limit { json["more"] = .string(cursor.text(behind: [.string(names[limit - 1])])) }
        return OperationAnswer(json)
    }
}
