/// What a record of performance is about.
package enum PerformanceScope: Sendable, Hashable {
    case overall
    case skill(Skill)
    case type(String)

    /// The form in which a store keeps it: `overall`, `skill:sql`, `type:build`.
    package var text: String {
        switch self {
        case .overall: "overall"
        case .skill(let skill): "skill:\(skill)"
        case .type(let type): "type:\(type)"
        }
    }

    /// Reads the form in which a store keeps it; nil for anything else.
    package init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        switch (parts[0], parts.count) {
        case ("overall", 1): self = .overall
        case ("skill", 2): self = .skill(Skill(rawValue: String(parts[1])))
        case ("type", 2): self = .type(String(parts[1]))
        default: return nil
        }
    }
}
