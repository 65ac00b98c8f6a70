package import AthenaCore

/// What a line of a file is to an import.
package enum RecordLine: Sendable {
    /// A task.
    case record(RecordOutline)
    /// Something else that is imported beside the tasks, and the name under which a second import knows a goal.
    case companion(RecordKind, id: String, externalRef: String?)
    /// Something that is not imported, and why.
    case skipped(id: String, why: Skip)

    /// Why a line is not imported.
    package enum Skip: String, Sendable, Hashable, CaseIterable {
        /// It remembers that something was deleted.
        case tombstone
        /// It is a note of an agent to itself.
        case memory
        /// It is of a kind that is not imported.
        case otherKind = "other_kind"
        /// It has neither title nor content.
        case untitled
        /// An earlier line has the same id.
        case duplicate
        /// It names a task or goal that no line of the file has.
        case endUnknown = "end_unknown"
    }
}
