/// The best ready task of a lane: its place in the order of claims.
struct LaneHead: Sendable, Hashable, Comparable {
    let key: Int64
    let id: Int64

    /// Nothing is ready; sorts behind everything.
    static let none = LaneHead(key: .max, id: .max)
    /// Has to be looked up; sorts before everything.
    static let unknown = LaneHead(key: .min, id: .min)

    static func < (left: LaneHead, right: LaneHead) -> Bool { (left.key, left.id) < (right.key, right.id) }

    init(key: Int64, id: Int64) {
        self.key = key
        self.id = id
    }

    /// Reads a key and an id.
    init(_ row: any SQLRow) { self.init(key: row.integer(0), id: row.integer(1)) }
}
