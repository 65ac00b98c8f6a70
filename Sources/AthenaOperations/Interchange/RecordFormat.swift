package import AthenaJSON

/// A form of files that can be imported.
package protocol RecordFormat: Sendable {
    /// The name and the edges of a record.
    func outline(of record: JSONObject) -> RecordLine
    /// The record as `import_tasks` takes it, without its ties, and what it cannot hold.
    func task(of record: JSONObject) -> (task: JSONObject, losses: Set<RecordLoss>)
    /// Adds the edges that hold nothing back, where the form keeps them.
    func keep(_ unused: [RecordPlan.UnusedEdge], in task: inout JSONObject)
}

/// Something that a task cannot hold as its record has it.
package enum RecordLoss: String, Sendable, Hashable, CaseIterable {
    case titleCut = "title_cut"
    case contentCut = "content_cut"
    case labelsLeftOut = "labels_left_out"
    case typeSpelledOtherwise = "type_spelled_otherwise"
    case priorityUnknown = "priority_unknown"
    case timeUnreadable = "time_unreadable"
    case skillRefused = "skill_refused"
    case statusMapped = "status_mapped"
}
