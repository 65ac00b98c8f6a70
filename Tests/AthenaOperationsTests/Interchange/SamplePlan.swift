import AthenaJSON

/// A beads file made up on the spot, with the oddities of a real one: edges that lead nowhere, tell something or name what
/// is no work, blockers that a parent waits for already, issues that were closed before what they wait for, and lines that
/// become no task.
enum SamplePlan {
    private static let count = 120
    private static let noWork = [33: "agent", 55: "convoy", 77: "message", 99: "event"]
    private static let time = "2026-01-02T03:04:05Z"

    /// The issues that become tasks; each waits for later ones only, and its parent is an earlier epic.
    static let issues: [JSON] = (0..<count).map { .object(issue($0)) }

    /// The lines that become none.
    static let others: [JSON] = [
        ["id": "sp-deleted", "title": "Deleted", "status": "tombstone", "issue_type": "task"],
        ["_type": "memory", "key": "sp-remember", "value": "this"], ["_type": "config", "id": "sp-config"],
    ]

    private static func issue(_ place: Int) -> JSONObject {
        let status = status(place)
        var issue: JSONObject = [
            "id": .string(name(place)), "title": .string("Piece \(place)"), "status": .string(status),
            "priority": .integer([2, 2, 0, 1, 3, 4][place % 6]), "issue_type": .string(kind(place)),
            "created_at": .string(time), "updated_at": .string(time),
        ]
        if place % 20 != 19 { issue["description"] = .string("Piece \(place):\n- ünïcode, 漢字 and \"quotes\"") }
        if place % 10 == 8 { issue["labels"] = ["sample", .string("part-\(place % 3)")] }
        if status == "closed" {
            issue["closed_at"] = .string(time)
            issue["close_reason"] = .string("Done in change \(place)")
        }
        let edges = edges(place).map { edge -> JSON in
            ["issue_id": .string(name(place)), "depends_on_id": .string(edge.to), "type": .string(edge.kind)]
        }
        if !edges.isEmpty { issue["dependencies"] = .array(edges) }
        return issue
    }

    private static func name(_ place: Int) -> String { "sp-\(place)" }

    private static func kind(_ place: Int) -> String {
        if let kind = noWork[place] { return kind }
        if place % 10 == 0 { return "epic" }
        return place % 7 == 3 ? "bug" : "task"
    }

    private static func status(_ place: Int) -> String {
        if place % 2 == 1 { return "closed" }
        return [4: "in_progress", 14: "hooked"][place % 20] ?? "open"
    }

    private static func edges(_ place: Int) -> [(kind: String, to: String)] {
        var edges: [(kind: String, to: String)] = []
        if place % 10 != 0, place % 3 != 0 { edges.append(("parent-child", name(place / 10 * 10))) }
        if place % 4 < 2 {
            for later in [place + 3, place + 8] where later < count { edges.append(("blocks", name(later))) }
        }
        if place % 12 == 5 { edges.append(("blocks", "sp-gone-\(place)")) }
        if place % 30 == 7 { edges.append(("discovered-from", name(place / 2))) }
        return edges
    }
}
