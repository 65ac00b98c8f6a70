/// The best ready task of a lane: its place in the order of claims, and since when it waits.
struct LaneHead: Sendable, Comparable {
    var key: Int64
    var id: Int64
    var since: Int64

    /// Nothing is ready; sorts behind everything.
    static let none = LaneHead(key: .max, id: .max, since: .max)
    /// Has to be looked up; sorts before everything.
    static let unknown = LaneHead(key: .min, id: .min, since: .max)

    static func < (left: LaneHead, right: LaneHead) -> Bool { (left.key, left.id) < (right.key, right.id) }

    /// Reads a key, an id and the time of the last change.
    init(_ row: any SQLRow) {
        self.init(key: row.integer(0), id: row.integer(1), since: row.integer(2))
    }

    init(key: Int64, id: Int64, since: Int64) {
        self.key = key
        self.id = id
        self.since = since
    }
}
