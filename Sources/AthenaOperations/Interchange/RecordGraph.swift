package import AthenaCore

/// The names and edges of a file of records, gathered line by line; all that is kept of it between its two readings.
package struct RecordGraph: Sendable {
    /// The most records, and edges, that are taken from one file.
    package static let limit = 1_000_000

    struct RawEdge: Sendable {
        let source: Int
        let target: String
        let kind: String
    }

    /// The names of the records, in order.
    package private(set) var ids: [String] = []
    /// The names by which a second import knows them, in the same order.
    package private(set) var externalRefs: [String] = []
    private(set) var edges: [RawEdge] = []
    private(set) var foreignEdges: [RawEdge] = []
    private(set) var namedParents: [Int: String] = [:]
    private(set) var withoutWork: Set<Int> = []
    private var positions: [String: Int] = [:]

    /// An empty graph.
    package init() {}

    /// How many records there are.
    package var count: Int { ids.count }

    /// How many edges there are of each kind.
    package var edgeKinds: [String: Int] { edges.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 } }

    func position(of id: String) -> Int? { positions[id] }

    /// Takes a record in; false when there is one of this name already.
    ///
    /// - Throws: `too_large` when the file has more than a million records or edges.
    package mutating func add(_ record: RecordOutline) throws(AthenaError) -> Bool {
        guard positions[record.id] == nil else { return false }
        let position = ids.count
        positions[record.id] = position
        ids.append(record.id)
        externalRefs.append(record.externalRef)
        if record.isNoWork { withoutWork.insert(position) }
        if let parent = record.namedParent { namedParents[position] = parent }
        edges += record.edges.map { RawEdge(source: position, target: $0.target, kind: $0.kind) }
        foreignEdges += record.foreignEdges.map { RawEdge(source: position, target: $0.target, kind: $0.kind) }
        guard ids.count <= Self.limit, edges.count + foreignEdges.count <= Self.limit else {
            throw Self.tooLarge
        }
        return true
    }

    static var tooLarge: AthenaError {
        AthenaError(
            .tooLarge,
            "The file has more than \(limit) records or edges.",
            next: "Split it into files whose records do not point into each other."
        )
    }
}
