package import AthenaJSON

/// Where an export goes on: behind the last line that was handed out.
package enum ExportPlace: Sendable, Hashable {
    /// Before the first line of a kind.
    case start(RecordKind)
    case goal(Goal.ID)
    case agent(Agent.ID)
    case performance(KnownPerformance.Place)
    case task(AgentTask.ID)
    /// Within the history of a task.
    case history(AgentTask.ID, TaskHistory.Place)
    case entity(Entity)
    case relation(Relation)

    /// The kind of the lines that come next.
    var kind: RecordKind {
        switch self {
        case .start(let kind): kind
        case .goal: .goal
        case .agent: .agent
        case .performance: .performance
        case .task, .history: .task
        case .entity: .entity
        case .relation: .relation
        }
    }

    /// The place as a cursor carries it.
    package var json: JSON {
        switch self {
        case .start(let kind): ["start", .string(kind.rawValue)]
        case .goal(let id): ["goal", .string(id.description)]
        case .agent(let id): ["agent", .string(id.rawValue)]
        case .performance(let place):
            ["performance", .string(place.agent?.rawValue ?? ""), .string(place.scope.text)]
        case .task(let id): ["task", .string(id.description)]
        case .history(let id, let place):
            ["history", .string(id.description), .string("\(place.fence)"), .string("\(place.note)")]
        case .entity(let entity): ["entity", .string(entity.kind), .string(entity.name)]
        case .relation(let relation):
            [
                "relation", .string(relation.from.kind), .string(relation.from.name), .string(relation.kind),
                .string(relation.to.kind), .string(relation.to.name),
            ]
        }
    }

    /// Reads what `json` wrote; nil for anything else.
    package init?(_ json: JSON) {
        let words = (json.arrayValue ?? []).compactMap(\.stringValue)
        guard let place = Self.place(words.first ?? "", words.dropFirst().map { $0 }) else { return nil }
        self = place
    }

    private static func place(_ head: String, _ words: [String]) -> ExportPlace? {
        switch (head, words.count) {
        case ("start", 1): RecordKind(rawValue: words[0]).map { .start($0) }
        case ("goal", 1): Goal.ID(parsing: words[0]).map { .goal($0) }
        case ("agent", 1): .agent(Agent.ID(rawValue: words[0]))
        case ("performance", 2): performance(agent: words[0], scope: words[1])
        case ("task", 1): AgentTask.ID(parsing: words[0]).map { .task($0) }
        case ("history", 3): history(words[0], fence: words[1], note: words[2])
        case ("entity", 2): .entity(Entity(kind: words[0], name: words[1]))
        case ("relation", 5):
            .relation(
                Relation(
                    from: Entity(kind: words[0], name: words[1]),
                    kind: words[2],
                    to: Entity(kind: words[3], name: words[4])
                )
            )
        default: nil
        }
    }

    private static func performance(agent: String, scope: String) -> ExportPlace? {
        PerformanceScope(text: scope).map {
            .performance(.init(agent: agent.isEmpty ? nil : Agent.ID(rawValue: agent), scope: $0))
        }
    }

    private static func history(_ task: String, fence: String, note: String) -> ExportPlace? {
        guard let id = AgentTask.ID(parsing: task), let fence = Int64(fence), let note = Int64(note) else { return nil }
        return .history(id, TaskHistory.Place(fence: fence, note: note))
    }
}
