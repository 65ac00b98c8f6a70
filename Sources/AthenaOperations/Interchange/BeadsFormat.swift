internal import AthenaCore
package import AthenaJSON

/// Beads issues, one JSON object a line: how they become tasks.
package struct BeadsFormat: RecordFormat {
    /// The member of a task's metadata that holds the whole record.
    package static let recordMember = "beads"
    /// The member of a task's metadata that holds the edges which block nothing here.
    package static let unusedEdgesMember = "beads_unused_edges"

    private static let priorities: [Priority] = [.critical, .high, .medium, .low, .low]
    private static let texts: [(heading: String, member: String)] = [
        ("Design", "design"), ("Acceptance criteria", "acceptance_criteria"), ("Notes", "notes"),
    ]

    private let skills: SkillSource

    /// Issues whose skills come from `skills`.
    package init(skills: SkillSource) { self.skills = skills }

    package func outline(of json: JSONObject) -> RecordLine {
        let record = BeadsRecord(json)
        switch json["_type"]?.stringValue ?? "issue" {
        case "issue": break
        case "memory": return .skipped(id: json.word("key") ?? record.id, why: .memory)
        default: return .skipped(id: record.id, why: .otherKind)
        }
        if record.status == "tombstone" { return .skipped(id: record.id, why: .tombstone) }
        guard json.word("title") != nil else { return .skipped(id: record.id, why: .untitled) }
        var outline = RecordOutline(id: record.id, externalRef: record.externalRef)
        for (source, edge) in record.edges {
            if source == record.id { outline.edges.append(edge) } else { outline.foreignEdges.append(edge) }
        }
        outline.namedParent = json.word("parent")
        outline.isNoWork = record.isNoWork
        return .record(outline)
    }

    package func keep(_ unused: [RecordPlan.UnusedEdge], in task: inout JSONObject) {
        guard !unused.isEmpty, var metadata = task["metadata"]?.objectValue else { return }
        metadata[Self.unusedEdgesMember] = .array(unused.map(\.json))
        task["metadata"] = .object(metadata)
    }

    package func task(of json: JSONObject, names: RecordNames) -> (task: JSONObject, losses: Set<RecordLoss>) {
        let record = BeadsRecord(json)
        var losses: Set<RecordLoss> = []
        var task: JSONObject = ["external_ref": .string(record.externalRef)]
        task["title"] = .string(title(of: record, &losses))
        task["content"] = .string(content(of: record, &losses))
        task["type"] = .string(type(of: record, &losses))
        task["priority"] = .string(priority(of: record, &losses).word)
        let labels = labels(of: record, &losses)
        if !labels.isEmpty { task["labels"] = .array(labels.map { .string($0) }) }
        let (words, refused) = skills.skills(type: record.type, labels: record.labels)
        if !refused.isEmpty { losses.insert(.skillRefused) }
        if !words.isEmpty { task["requirements"] = .array(words.map { .string($0.rawValue) }) }
        addTimes(of: record, to: &task, &losses)
        addState(of: record, to: &task, &losses)
        task["metadata"] = [Self.recordMember: .object(record.json)]
        return (task, losses)
    }

    private func title(of record: BeadsRecord, _ losses: inout Set<RecordLoss>) -> String {
        let title = record.json.word("title") ?? record.id
        let cut = title.cut(toBytes: TaskLimits.title)
        if cut.utf8.count < title.utf8.count { losses.insert(.titleCut) }
        return cut
    }

    private func content(of record: BeadsRecord, _ losses: inout Set<RecordLoss>) -> String {
        var parts = [record.json.word("description")].compactMap { $0 }
        for text in Self.texts {
            if let words = record.json.word(text.member) { parts.append("## \(text.heading)\n\n\(words)") }
        }
        let comments = (record.json["comments"]?.arrayValue ?? []).compactMap { comment in
            comment["text"]?.stringValue.map { "- \(comment["author"]?.stringValue ?? "somebody"): \($0)" }
        }
        if !comments.isEmpty { parts.append("## Comments\n\n" + comments.joined(separator: "\n")) }
        let whole = parts.isEmpty ? record.json.word("title") ?? record.id : parts.joined(separator: "\n\n")
        let cut = whole.cut(toBytes: TaskLimits.content)
        if cut.utf8.count < whole.utf8.count { losses.insert(.contentCut) }
        return cut
    }

    private func type(of record: BeadsRecord, _ losses: inout Set<RecordLoss>) -> String {
        if Self.isLegal(type: record.type) { return record.type }
        losses.insert(.typeSpelledOtherwise)
        let spelled = record.type.unicodeScalars.prefix(TaskLimits.type).map { scalar in
            Self.isLegal(type: String(scalar)) ? Character(scalar) : "-"
        }
        return String(spelled)
    }

    private static func isLegal(type: String) -> Bool {
        // What is wrong with a type does not matter here: it is spelled otherwise then.
        (try? TaskFields.type(type)) != nil
    }

    private func priority(of record: BeadsRecord, _ losses: inout Set<RecordLoss>) -> Priority {
        guard let value = record.json["priority"], !value.isNull else { return .medium }
        guard let number = value.integerValue, Self.priorities.indices.contains(Int(clamping: number)) else {
            losses.insert(.priorityUnknown)
            return .medium
        }
        return Self.priorities[Int(clamping: number)]
    }

    private func labels(of record: BeadsRecord, _ losses: inout Set<RecordLoss>) -> [String] {
        let fitting = record.labels.filter { (1...TaskLimits.label).contains($0.utf8.count) }
        var seen: Set<String> = []
        let labels = fitting.filter { seen.insert($0).inserted }.prefix(TaskLimits.labels)
        if labels.count < record.labels.count { losses.insert(.labelsLeftOut) }
        return Array(labels)
    }
}
