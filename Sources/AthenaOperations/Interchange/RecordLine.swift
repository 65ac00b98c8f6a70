/// What a line of a file is to an import.
package enum RecordLine: Sendable {
    case record(RecordOutline)
    /// Something that becomes no task, and why.
    case skipped(id: String, why: Skip)

    /// Why a line becomes no task.
    package enum Skip: String, Sendable, Hashable, CaseIterable {
        /// It remembers that something was deleted.
        case tombstone
        /// It is a note of an agent to itself.
        case memory
        /// It is of a kind that becomes no task.
        case otherKind = "other_kind"
        /// It has neither title nor content.
        case untitled
        /// An earlier line has the same id.
        case duplicate
    }
}
