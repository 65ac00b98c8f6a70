internal import AthenaCore
internal import AthenaJSON

/// Hands out a page of an export.
package struct ExportPage: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "export_page",
        "Export everything that a project holds, a page at a time: goals, agents, what is known of their performance, "
            + "tasks with their history, free entities and relations. A page ends after limit records or about 1 MB.",
        scope: .tasksAdmin,
        toolset: nil,
        effect: .reads,
        input: [
            .optional("types", .array(of: .oneOf(RecordKind.exported.map(\.rawValue)), 1...RecordKind.exported.count)),
            .optional("after", .string()),
            .optional("limit", Schemas.limit(1...500, 100)),
        ],
        output: .object([
            .required("records", .array(of: .openObject())),
            .optional("more", .string()),
        ])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let kinds = arguments.texts("types").map { Set($0.compactMap(RecordKind.init(rawValue:))) }
        let page = try await context.orchestrator.export(
            kinds ?? Set(RecordKind.exported),
            after: try arguments.text("after").map(Self.place),
            limit: arguments.limit(default: 100),
            as: context.caller
        )
        var json: JSONObject = ["records": .array(page.records.map { .object($0.json) })]
        json["more"] = page.next.map { .string(Base64URL.text(of: $0.json.bytes)) }
        return OperationAnswer(json)
    }

    private static func place(_ text: String) throws -> ExportPlace {
        // Whatever is wrong with a text from outside, the answer is the same refusal.
        guard let bytes = Base64URL.bytes(in: text), let json = try? JSON(parsing: bytes), let place = ExportPlace(json)
        else {
            throw AthenaError.invalid(
                "\(text.quotedForMessage) is not where a page of an export ended.",
                next: "Give as after what the page before answered as more."
            )
        }
        return place
    }
}

extension RecordKind {
    /// The kinds that can be asked for; a history comes with its task.
    static let exported = allCases.filter { $0 != .history }
}
