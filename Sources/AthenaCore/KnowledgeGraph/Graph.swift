/// A thing the knowledge graph knows: one of the system's own, or a free one that somebody added.
package struct Entity: Sendable, Hashable {
    /// `AGENT`, `SKILL`, `TASK`, `GOAL`, `PROJECT`, or a free upper-case word.
    package let kind: String
    /// Its name within its kind: `claude-1`, `t12`.
    package let name: String

    /// Names an entity.
    package init(kind: String, name: String) {
        self.kind = kind
        self.name = name
    }
}

/// A directed edge of the knowledge graph.
package struct Relation: Sendable, Hashable {
    package let from: Entity
    /// `HAS_SKILL`, `REQUIRES`, `DEPENDS_ON`, `ASSIGNED_TO`, `COMPLETED`, `PART_OF`, or a free upper-case word.
    package let kind: String
    package let to: Entity

    /// Names an edge.
    package init(from: Entity, kind: String, to: Entity) {
        self.from = from
        self.kind = kind
        self.to = to
    }
}
