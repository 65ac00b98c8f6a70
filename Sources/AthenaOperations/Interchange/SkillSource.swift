package import AthenaCore

/// Where imported work says which skills it needs.
package enum SkillSource: Sendable, Hashable {
    /// Nowhere.
    case none
    /// In labels that begin with a prefix.
    case label(prefix: String)
    /// In its type.
    case type

    /// Reads `label:PREFIX` or `type`.
    package init(checking word: String) throws(AthenaError) {
        if word == "type" {
            self = .type
        } else if word.hasPrefix("label:"), word.utf8.count > 6 {
            self = .label(prefix: String(word.dropFirst(6)))
        } else {
            throw .invalid(
                "\(word.quotedForMessage) does not say where skills come from.",
                next: "Write label:PREFIX, such as label:skill: for labels like skill:swift, or type."
            )
        }
    }

    /// The skills of a record, and the words that can be none.
    func skills(type: String, labels: [String]) -> (skills: [Skill], refused: [String]) {
        let words: [String]
        switch self {
        case .none: return ([], [])
        case .type: words = [type]
        case .label(let prefix):
            words = labels.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        }
        var skills: Set<Skill> = []
        var refused: [String] = []
        for word in words {
            // A word that cannot be a skill is told in the report.
            if let skill = try? Skill(checking: word.lowercased()), skills.count < TaskLimits.requirements {
                skills.insert(skill)
            } else {
                refused.append(word)
            }
        }
        return (skills.sorted(), refused)
    }
}
