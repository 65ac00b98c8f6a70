package import AthenaJSON

/// A task as its creator describes it, checked for form and not yet against what is stored.
package struct TaskRequest: Sendable, Hashable {
    /// A name for this task within its batch.
    package var ref: String?
    package var title: String?
    package var content: String
    package var type: String = "task"
    package var priority: Priority = .medium
    package var requirements: [Skill] = []
    package var dependencies: [TaskReference] = []
    package var dependencyPolicy: DependencyPolicy = .block
    package var parent: TaskReference?
    package var goal: Goal.ID?
    package var labels: [String] = []
    package var runAfter: Int64?
    package var deadline: Int64?
    package var maxAttempts: Int = TaskLimits.standardMaxAttempts
    package var retryDelayMs: Int64?
    package var leaseSeconds: Int = TaskLimits.standardLeaseSeconds
    package var estimatedMs: Int64?
    package var metadata: JSONObject?
    package var externalRef: String?
    package var trace: String?

    /// A task with this content and nothing else said.
    package init(content: String) { self.content = content }

    /// Whether it says anything about its place among other tasks.
    var namesOthers: Bool { parent != nil || !dependencies.isEmpty }

    /// The title, or the beginning of the first line of the content.
    package var effectiveTitle: String {
        if let title, !title.isEmpty { return title }
        let line = content.firstLine(upToBytes: TaskLimits.derivedTitle + 1)
        return line.isEmpty ? "untitled" : line.cut(toBytes: TaskLimits.derivedTitle)
    }

    /// The same task with its title settled.
    var titled: TaskRequest {
        var request = self
        request.title = effectiveTitle
        return request
    }
}

/// Another task: one that is stored, or one of the same batch.
package enum TaskReference: Sendable, Hashable {
    case id(AgentTask.ID)
    case ref(String)

    /// Reads `t12` or `#name`.
    package init(checking text: String) throws(AthenaError) {
        if text.utf8.first == UInt8(ascii: "#"), text.utf8.count > 1 {
            self = .ref(String(text.dropFirst()))
        } else if let id = AgentTask.ID(parsing: text) {
            self = .id(id)
        } else {
            throw .invalid(
                "\(text.quotedForMessage) is neither a task id such as t12 nor a #ref of this batch.",
                next: "Use ids that create_task answered, or #name for a task of the same call with ref name."
            )
        }
    }
}

extension String {
    /// The beginning of the first line that is not empty, at least `limit` bytes of it where it is that long.
    ///
    /// Looks no further than it must: contents are long, and this runs for each new task.
    fileprivate func firstLine(upToBytes limit: Int) -> String {
        let bytes = utf8Span.span
        var start = 0
        while let width = bytes.lineEnd(at: start) { start += width }
        var end = start
        while end < bytes.count, end - start < limit, bytes.lineEnd(at: end) == nil { end += 1 }
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return String(utf8[utf8.index(startIndex, offsetBy: start)..<utf8.index(startIndex, offsetBy: end)]) ?? ""
    }

    /// The longest beginning of at most `limit` bytes that does not split a character.
    package func cut(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(startIndex, offsetBy: max(limit, 0))
        while end > startIndex, end.samePosition(in: self) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}

extension Span<UInt8> {
    /// How many bytes the end of a line takes that begins here; nil where none begins.
    fileprivate func lineEnd(at place: Int) -> Int? {
        guard place < count else { return nil }
        switch self[place] {
        case 0x0A...0x0D: return 1
        case 0xC2: return place + 1 < count && self[place + 1] == 0x85 ? 2 : nil
        case 0xE2:
            guard place + 2 < count, self[place + 1] == 0x80 else { return nil }
            return self[place + 2] == 0xA8 || self[place + 2] == 0xA9 ? 3 : nil
        default: return nil
        }
    }
}

/// What makes a repeated call the same call: the caller's key and a digest of the other arguments.
package struct Once: Sendable, Hashable {
    /// The operation's name.
    package let operation: String
    /// The caller's key.
    package let key: String
    /// SHA-256 of the canonical arguments without the key, hexadecimal.
    package let digest: String

    /// Names a call.
    package init(operation: String, key: String, digest: String) {
        self.operation = operation
        self.key = key
        self.digest = digest
    }
}
