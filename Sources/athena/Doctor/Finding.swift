internal import AthenaJSON

/// What one check of the doctor found.
struct Finding: Sendable {
    /// How bad it is.
    enum Verdict: String, Sendable {
        case ok, warn, fail
    }

    let check: String
    let verdict: Verdict
    let text: String
    /// What to do about it.
    let fix: String?

    /// All is well.
    static func ok(_ check: String, _ text: String) -> Finding {
        Finding(check: check, verdict: .ok, text: text, fix: nil)
    }

    /// Somebody should look.
    static func warn(_ check: String, _ text: String, fix: String) -> Finding {
        Finding(check: check, verdict: .warn, text: text, fix: fix)
    }

    /// Somebody has to act.
    static func fail(_ check: String, _ text: String, fix: String) -> Finding {
        Finding(check: check, verdict: .fail, text: text, fix: fix)
    }

    /// The finding for programs.
    var json: JSON {
        [
            "check": .string(check), "status": .string(verdict.rawValue), "finding": .string(text),
            "fix": fix.map { .string($0) } ?? .null,
        ]
    }
}
