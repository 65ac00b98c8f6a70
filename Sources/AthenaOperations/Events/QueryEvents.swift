internal import AthenaCore
internal import AthenaJSON

/// Shows what happened.
package struct QueryEvents: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "query_events",
        "Read the event log in order, behind a sequence: all events, a task's, or an agent's outcomes. fields=full shows "
            + "whole events with hash and previous_hash, so that anyone can verify the chain.",
        scope: .auditRead,
        toolset: .standard,
        effect: .reads,
        input: [
            .optional("after", .integer(0...Int.max, default: 0)),
            .optional("types", .array(of: .string(), 1...EventKind.allCases.count)),
            .optional("task_id", Schemas.taskID),
            .optional("agent_id", Schemas.agentID),
            .optional("limit", Schemas.limit(1...500, 50)),
            .optional("fields", .oneOf(["concise", "full"], default: "concise")),
        ],
        output: .object([
            .required("events", .array(of: .openObject())),
            .optional("more_after", .integer()),
            .optional("hint", .string()),
        ])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        var query = EventQuery(project: context.caller.project.id, after: arguments.integer("after") ?? 0)
        query.limit = arguments.limit(default: 50)
        query.kinds = try arguments.texts("types")?.map(Self.kind)
        query.task = try arguments.task("task_id")
        query.agent = try arguments.agent()
        let isFull = arguments.text("fields") == "full"
        let page = try await context.orchestrator.events(query, isChained: isFull)
        let project = context.caller.project.name
        let items = try page.events.map { isFull ? try $0.json(in: project) : $0.event.conciseJSON }
        let shown = AnswerLimit.fitting(items)
        var json: JSONObject = ["events": .array(items.prefix(shown).map { .object($0) })]
        guard shown > 0, page.hasMore || shown < items.count else { return OperationAnswer(json) }
        json["more_after"] = .integer(page.events[shown - 1].event.sequence)
        if shown < items.count { json["hint"] = "Cut at 32 KB: call again with after set to more_after." }
        return OperationAnswer(json)
    }

    private static func kind(_ word: String) throws -> EventKind {
        guard let kind = EventKind(rawValue: word) else {
            let words = EventKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw AthenaError.invalid(
                "\(word.quotedForMessage) is not a type of event.",
                next: "Choose among \(words)."
            )
        }
        return kind
    }
}

extension ChainedEvent {
    /// The canonical form that the hash covers, then what stands outside it: the error's text and the hashes.
    ///
    /// Leaving out `error_message`, `previous_hash` and `hash` and writing the rest compactly gives the bytes that were
    /// hashed behind those of the previous hash.
    func json(in project: String) throws -> JSONObject {
        let canonical = EventChain.canonical(
            project: project,
            sequence: event.sequence,
            at: event.at,
            content: event.content,
            errorDigest: event.errorDigest
        )
        var json = try JSON(parsing: String(decoding: canonical, as: UTF8.self)).objectValue ?? JSONObject()
        json["error_message"] = event.content.facts.errorMessage.map { .string($0) }
        json["previous_hash"] = previousHash.map { .string(Hex.text($0)) }
        json["hash"] = .string(Hex.text(event.hash))
        return json
    }
}
