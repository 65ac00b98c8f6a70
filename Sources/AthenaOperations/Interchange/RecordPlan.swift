package import AthenaJSON

/// What the edges of a file come to: who waits for whom, and which edges mean nothing here.
package struct RecordPlan: Sendable {
    /// An edge that does not hold anything back.
    package struct UnusedEdge: Sendable, Hashable {
        package let source: String
        package let target: String
        package let kind: String
        package let why: Reason

        /// The edge as metadata and reports show it.
        package var json: JSON {
            [
                "source": .string(source), "target": .string(target), "kind": .string(kind),
                "why": .string(why.rawValue),
            ]
        }
    }

    /// Why an edge does not hold anything back.
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        /// No record of the file has the other name.
        case dangling
        /// Edges of this kind tell something and block nothing.
        case notBlocking = "not_blocking"
        /// It leads back to its own record.
        case selfReference = "self_reference"
        /// It says again what another edge says.
        case repeated
        /// It closes a circle.
        case cycle
        /// The record has another parent; the second parent waits for the record all the same.
        case secondParent = "second_parent"
        /// One of its ends is no work.
        case noWork = "no_work"
        /// Its record has as many dependencies as a task can have.
        case tooMany = "too_many"
        /// It names another record than the one it stands in.
        case foreign
    }

    /// The dependencies of each record, in the order of its edges; children are not among them.
    package let dependencies: [[Int]]
    /// The children of each record, in the order of the file.
    package let children: [[Int]]
    /// The edges that are kept in metadata alone.
    package let unused: [UnusedEdge]
    /// Every record after all that it waits for; the order of the file where that is possible.
    package let order: [Int]
    private let unusedBySource: [String: [UnusedEdge]]

    init(dependencies: [[Int]], children: [[Int]], unused: [UnusedEdge], order: [Int]) {
        self.dependencies = dependencies
        self.children = children
        self.unused = unused
        self.order = order
        unusedBySource = Dictionary(grouping: unused, by: \.source)
    }

    /// The edges of one record that hold nothing back.
    package func unused(of id: String) -> [UnusedEdge] { unusedBySource[id] ?? [] }
}
