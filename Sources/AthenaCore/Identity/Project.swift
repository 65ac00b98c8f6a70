/// A namespace of tasks, agents and events; every row belongs to one.
package struct Project: Sendable, Hashable {
    /// The number under which the store keeps a project.
    package struct ID: RawRepresentable, Sendable, Hashable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    /// The store's number.
    package let id: ID
    /// The name that people and credentials use.
    package let name: String

    /// Pairs a number with its name.
    package init(id: ID, name: String) {
        self.id = id
        self.name = name
    }

    /// A project that nothing was stored in yet.
    package static func new(named name: String) -> Project { Project(id: ID(rawValue: 0), name: name) }

    /// Whether the store knows it.
    package var isStored: Bool { id.rawValue != 0 }

    /// The project of callers that name none.
    package static let defaultName = "default"
}
