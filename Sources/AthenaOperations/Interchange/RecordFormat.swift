package import AthenaCore
package import AthenaJSON

/// A form of files that can be imported.
package protocol RecordFormat: Sendable {
    /// The name and the edges of a record.
    func outline(of record: JSONObject) -> RecordLine
    /// A task as `import_records` takes it, without its ties to other tasks, and what it cannot hold.
    func task(of record: JSONObject, names: RecordNames) -> (task: JSONObject, losses: Set<RecordLoss>)
    /// Something else as `import_records` takes it; nil where it names what no line of the file has.
    func companion(
        _ kind: RecordKind,
        of record: JSONObject,
        names: RecordNames
    ) -> (record: JSONObject?, losses: Set<RecordLoss>)
    /// Adds the edges that hold nothing back, where the form keeps them.
    func keep(_ unused: [RecordPlan.UnusedEdge], in task: inout JSONObject)
}

extension RecordFormat {
    /// A task of a file in which nothing else is named.
    package func task(of record: JSONObject) -> (task: JSONObject, losses: Set<RecordLoss>) {
        task(of: record, names: .none)
    }

    /// Most forms have tasks alone.
    package func companion(
        _ kind: RecordKind,
        of record: JSONObject,
        names: RecordNames
    ) -> (record: JSONObject?, losses: Set<RecordLoss>) { (nil, []) }
}

/// Something that Athena cannot hold as its record has it.
package enum RecordLoss: String, Sendable, Hashable, CaseIterable {
    case titleCut = "title_cut"
    case contentCut = "content_cut"
    case labelsLeftOut = "labels_left_out"
    case typeSpelledOtherwise = "type_spelled_otherwise"
    case priorityUnknown = "priority_unknown"
    case timeUnreadable = "time_unreadable"
    case skillRefused = "skill_refused"
    case statusMapped = "status_mapped"
    /// Its goal, or the goal above it, is not in the file.
    case goalUnknown = "goal_unknown"
    /// It was leased: its attempt is recorded as released.
    case leaseReleased = "lease_released"
}
