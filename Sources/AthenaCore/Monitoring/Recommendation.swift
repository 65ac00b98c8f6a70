package import AthenaJSON

/// One thing worth doing, with what shows it and the call that would do it.
package struct Recommendation: Sendable, Hashable {
    /// How much it matters, most last.
    package enum Urgency: Int, Sendable, CaseIterable, Comparable {
        case advice, warning, critical

        /// The word that every surface uses.
        package var word: String {
            switch self {
            case .advice: "advice"
            case .warning: "warning"
            case .critical: "critical"
            }
        }

        package static func < (left: Urgency, right: Urgency) -> Bool { left.rawValue < right.rawValue }
    }

    /// A stable word for the rule: `no_agents`, `no_route`.
    package let code: String
    /// How much it matters.
    package let urgency: Urgency
    /// One sentence: what is wrong, with the figures that show it.
    package let evidence: String
    /// How many tasks it concerns; of equal urgency, more comes first.
    package let tasks: Int
    /// The call that would fix it, or lead to the cause.
    package let call: Call

    /// A tool and its arguments.
    package struct Call: Sendable, Hashable {
        /// The tool's name.
        package let tool: String
        /// The arguments, ready to send.
        package let arguments: JSONObject
    }
}

extension Recommendation {
    /// What should be done about a snapshot, most urgent first, at most `limit`.
    package static func ranked(for snapshot: FleetSnapshot, limit: Int = 5) -> [Recommendation] {
        let found = AgentAdvice.all(snapshot) + TaskAdvice.all(snapshot)
        let ranked = found.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            if first.urgency != second.urgency { return first.urgency > second.urgency }
            if first.tasks != second.tasks { return first.tasks > second.tasks }
            return left.offset < right.offset
        }
        return ranked.prefix(max(limit, 0)).map(\.element)
    }

    /// The recommendation as an answer shows it.
    package var json: JSONObject {
        [
            "code": .string(code),
            "urgency": .string(urgency.word),
            "evidence": .string(evidence),
            "call": ["tool": .string(call.tool), "arguments": .object(call.arguments)],
        ]
    }
}
