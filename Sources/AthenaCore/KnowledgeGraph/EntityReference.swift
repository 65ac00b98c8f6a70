extension Entity {
    /// The kinds that the system itself knows; their entities are made by its tables and cannot be added.
    package static let derivedKinds: Set<String> = ["AGENT", "SKILL", "TASK", "GOAL", "PROJECT"]
    /// The longest name of an entity, in bytes.
    package static let nameLimit = 200

    /// Whether the system's own tables hold it.
    package var isDerived: Bool { Self.derivedKinds.contains(kind) }

    /// How the entity is written: `t12`, `g4`, `agent:claude-1`, `TOOL:ripgrep`.
    package var reference: String {
        switch kind {
        case "TASK", "GOAL": name
        case "AGENT", "SKILL", "PROJECT": "\(kind.lowercased()):\(name)"
        default: "\(kind):\(name)"
        }
    }

    /// Reads a reference: `t12`, `g4`, `agent:claude-1`, `skill:swift`, `task:t12`, `goal:g4`, `project:default`, or a free
    /// `KIND:name`, whose kind may be written in either case.
    package init(parsing text: String) throws(AthenaError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            try self.init(bareID: text)
            return
        }
        let kind = try GraphWord.checked(parts[0], what: "kind of entity")
        try self.init(kind: kind, checkedName: parts[1], in: text)
    }

    private init(bareID text: String) throws(AthenaError) {
        if let task = AgentTask.ID(parsing: text) {
            self.init(kind: "TASK", name: task.description)
        } else if let goal = Goal.ID(parsing: text) {
            self.init(kind: "GOAL", name: goal.description)
        } else {
            throw Self.unreadable(text)
        }
    }

    private init(kind: String, checkedName name: String, in text: String) throws(AthenaError) {
        switch kind {
        case "TASK": guard AgentTask.ID(parsing: name) != nil else { throw Self.unreadable(text) }
        case "GOAL": guard Goal.ID(parsing: name) != nil else { throw Self.unreadable(text) }
        case "AGENT": _ = try Agent.ID(checking: name)
        case "SKILL": _ = try Skill(checking: name)
        default:
            let isPrintable = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            guard (1...Self.nameLimit).contains(name.utf8.count), isPrintable else { throw Self.unreadable(text) }
        }
        self.init(kind: kind, name: name)
    }

    private static func unreadable(_ text: String) -> AthenaError {
        .invalid(
            "The entity \(text.quotedForMessage) is not written as t12, g4 or KIND:name.",
            next: "Write t12, g4, agent:claude-1, skill:swift or a kind and a name of 1 to \(nameLimit) bytes."
        )
    }
}

extension Relation {
    /// The kinds that the system itself knows; such relations cannot be added.
    package static let derivedKinds: Set<String> = [
        "HAS_SKILL", "REQUIRES", "DEPENDS_ON", "ASSIGNED_TO", "COMPLETED", "PART_OF",
    ]

    /// Reads the kind of a relation to be added: a free word, in either case.
    package static func kind(checking word: String) throws(AthenaError) -> String {
        let kind = try GraphWord.checked(word, what: "kind of relation")
        guard !derivedKinds.contains(kind) else {
            throw .invalid(
                "Relations of kind \(kind) follow from tasks and agents and cannot be added.",
                next: "Choose another word, for example MENTIONS."
            )
        }
        return kind
    }
}

/// The words that name kinds of entities and relations.
enum GraphWord {
    /// The word in upper case: 1 to 32 of `A-Z 0-9 _`, a letter first.
    static func checked(_ word: String, what: String) throws(AthenaError) -> String {
        let upper = word.utf8.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 32 : $0 }
        let isLegal = upper.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard (1...32).contains(upper.count), isLegal, let first = upper.first, first >= UInt8(ascii: "A"),
            first != UInt8(ascii: "_")
        else {
            throw .invalid(
                "The \(what) \(word.quotedForMessage) is not 1 to 32 characters of letters, digits and _, a letter first.",
                next: "Write it like TOOL or MENTIONS."
            )
        }
        return String(decoding: upper, as: UTF8.self)
    }
}
