/// What a set of tasks is for: a node in a tree of goals.
package struct Goal: Sendable, Hashable {
    /// The number of a goal, shown as `g4`.
    package struct ID: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
        package var description: String { "g\(rawValue)" }

        /// Reads `g4`; nil for anything else.
        package init?(parsing text: String) {
            guard let number = IDText.number(in: text, after: UInt8(ascii: "g")) else { return nil }
            rawValue = number
        }
    }

    package let id: ID
    package let project: Project.ID
    package var title: String
    package var description: String?
    package var parent: ID?
    /// When it should be reached, in milliseconds since 1970.
    package var deadline: Int64?
    package let createdAt: Int64
    /// The name under which an import knows it again; nil for a goal that was made here.
    package var externalRef: String?

    /// Makes a goal as the store holds it.
    package init(
        id: ID,
        project: Project.ID,
        title: String,
        description: String? = nil,
        parent: ID? = nil,
        deadline: Int64? = nil,
        createdAt: Int64,
        externalRef: String? = nil
    ) {
        self.id = id
        self.project = project
        self.title = title
        self.description = description
        self.parent = parent
        self.deadline = deadline
        self.createdAt = createdAt
        self.externalRef = externalRef
    }
}
