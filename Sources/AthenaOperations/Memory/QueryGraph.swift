internal import AthenaCore
internal import AthenaJSON

/// Reads the knowledge graph and adds to it.
package struct QueryGraph: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "query_graph",
        "Knowledge graph of tasks, agents, skills and goals: entity answers its relations, with to a shortest path; search "
            + "finds entities by name. Entities are t12, g4, agent:a1, skill:sql or KIND:name; add stores free ones.",
        scope: .tasksRead,
        toolset: .full,
        effect: .changes,
        elevation: .init(argument: "add", scope: .tasksCreate),
        input: [
            .optional("entity", .string()),
            .optional("to", .string()),
            .optional("search", .string(1...200)),
            .optional("kind", .string()),
            .optional("limit", Schemas.limit(1...200, 50)),
            .optional("add", .array(of: addition, 1...100)),
        ],
        output: .openObject()
    )

    private static let addition = JSONSchema.object([
        .optional("entity", .string()),
        .optional("from", .string()),
        .optional("relation", .string()),
        .optional("to", .string()),
    ])

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let asked = ["entity", "search", "add"].filter { arguments[$0] != nil }
        guard asked.count == 1 else {
            throw AthenaError.invalid("Give exactly one of entity, search and add.", next: "Choose one of the three.")
        }
        if let additions = arguments["add"]?.arrayValue {
            let added = try await context.orchestrator.add(try additions.map(Self.addition), as: context.caller)
            return OperationAnswer(["added": .integer(Int64(added))])
        }
        let limit = arguments.limit(default: 50)
        if let text = arguments.text("search") {
            let kind = arguments.text("kind")?.uppercased()
            let found = try await context.orchestrator.entities(
                matching: text,
                kind: kind,
                limit: limit,
                as: context.caller
            )
            var json = JSONObject()
            Self.add("entities", found.map { .string($0.reference) }, limit: limit, to: &json)
            return OperationAnswer(json)
        }
        let entity = try Entity(parsing: try arguments.requiredText("entity"))
        if let target = arguments.text("to") {
            let path = try await context.orchestrator.path(
                from: entity,
                to: try Entity(parsing: target),
                as: context.caller
            )
            return OperationAnswer(path.json)
        }
        let relations = try await context.orchestrator.relations(at: entity, limit: limit, as: context.caller)
        var json: JSONObject = ["entity": .string(entity.reference)]
        Self.add("relations", relations.map(\.json), limit: limit, to: &json)
        return OperationAnswer(json)
    }

    /// A list whose end says whether it is one.
    private static func add(_ name: String, _ items: [JSON], limit: Int, to json: inout JSONObject) {
        let isWhole = json.fill(name, Array(items.prefix(limit)))
        if items.count > limit { json["hint"] = "There are more: raise limit, or ask more narrowly." }
        if !isWhole { json["hint"] = "Cut at 32 KB: ask more narrowly." }
    }

    private static func addition(_ json: JSON) throws -> GraphAddition {
        switch (json["entity"]?.stringValue, json["from"]?.stringValue, json["relation"]?.stringValue) {
        case (let text?, nil, nil) where json["to"] == nil:
            let entity = try Entity(parsing: text)
            guard !entity.isDerived else {
                throw AthenaError.invalid(
                    "\(text.quotedForMessage) follows from tasks and agents and cannot be added.",
                    next: "Add a kind of your own, for example TOOL:ripgrep."
                )
            }
            return .entity(entity)
        case (nil, let from?, let kind?):
            let target = try Entity(parsing: json["to"]?.stringValue ?? "")
            return .relation(
                Relation(from: try Entity(parsing: from), kind: try Relation.kind(checking: kind), to: target)
            )
        default:
            throw AthenaError.invalid(
                "An addition is neither an entity nor a relation.",
                next: #"Write {"entity":"TOOL:ripgrep"} or {"from":"t12","relation":"USES","to":"TOOL:ripgrep"}."#
            )
        }
    }
}

extension Relation {
    fileprivate var json: JSON {
        ["from": .string(from.reference), "relation": .string(kind), "to": .string(to.reference)]
    }
}

extension GraphPath {
    fileprivate var json: JSONObject {
        switch self {
        case .found(let relations): Self.json(of: relations)
        case .none: ["path": .null, "reason": "nothing connects them"]
        case .givenUp(let visited): ["path": .null, "reason": "none among the nearest \(visited) entities"]
        }
    }
    private static func json(of relations: [Relation]) -> JSONObject {
        var json = JSONObject()
        if !json.fill("path", relations.map(\.json)) {
            json["hint"] = "Cut at 32 KB: ask for the way from the last entity shown."
        }
        return json
    }
}
