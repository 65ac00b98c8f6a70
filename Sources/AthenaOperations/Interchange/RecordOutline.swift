/// What an import keeps of a record between its two readings of a file: its name and its edges.
package struct RecordOutline: Sendable, Hashable {
    /// An edge as the record writes it.
    package struct Edge: Sendable, Hashable {
        /// The other record.
        package let target: String
        /// What the edge means; any word.
        package let kind: String

        /// The kind of a part's edge to its whole.
        package static let parent = "parent-child"
        /// The kinds of an edge that holds its record back until the other is done.
        package static let blocking: Set<String> = ["blocks", "conditional-blocks", "waits-for"]
    }

    /// The name by which other records of the file know it.
    package let id: String
    /// The name by which a second import knows it again.
    package let externalRef: String
    package var edges: [Edge] = []
    /// Edges that name another record as their own end; they mean nothing.
    package var foreignEdges: [Edge] = []
    /// The parent that it names beside its edges.
    package var namedParent: String?
    /// Whether it only says something about work.
    package var isNoWork = false

    /// A record without edges.
    init(id: String, externalRef: String) {
        self.id = id
        self.externalRef = externalRef
    }
}
