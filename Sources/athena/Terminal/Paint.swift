/// Colours for a terminal; what is painted always says the same in words too.
struct Paint: Sendable {
    /// What a colour stands for.
    enum Meaning: String, Sendable {
        case good = "32"
        case attention = "33"
        case bad = "31"
        case active = "36"
        case quiet = "2"
        case heading = "1"
    }

    /// Whether anything is painted at all.
    let isOn: Bool

    /// Paints or not.
    init(isOn: Bool) { self.isOn = isOn }

    /// Paints on a terminal that can show colours, for a person who has not asked for none.
    init(environment: [String: String], isTerminal: Bool) {
        let isColourless = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        isOn = isTerminal && !isColourless && environment["TERM"] != "dumb"
    }

    /// The text between the codes of a meaning, or as it is.
    func apply(_ meaning: Meaning?, to text: String) -> String {
        guard isOn, let meaning else { return text }
        return "\u{1B}[\(meaning.rawValue)m\(text)\u{1B}[0m"
    }
}

extension Paint.Meaning {
    /// The meaning of a state of tasks, agents, queues or checks; nil for a word that needs none.
    init?(state: String) {
        switch state {
        case "completed", "healthy", "active", "ok": self = .good
        case "failed", "dead", "critical", "quarantined", "fail": self = .bad
        case "blocked", "waiting", "needs_you", "degraded", "draining", "paused", "warn", "no_route": self = .attention
        case "running", "assigned": self = .active
        case "cancelled", "offline", "idle", "scheduled", "revoked": self = .quiet
        default: return nil
        }
    }
}
