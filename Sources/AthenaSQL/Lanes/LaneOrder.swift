/// The lanes of a project in which something is ready, in the order of their best tasks.
///
/// A value that readers keep while the writer goes on: it is kept in short pieces, so that a change copies one of them
/// and not thousands of lanes.
struct LaneOrder: Sendable, Sequence {
    /// A lane and what is ready in it.
    struct Entry: Sendable, Comparable {
        let lane: NameBook.Lane
        let head: LaneHead
        /// How many tasks are ready in it; nil where nobody has counted.
        let count: Int?

        // While a task changes its lane, two of them may have it for their head.
        static func < (left: Entry, right: Entry) -> Bool {
            (left.head.key, left.head.id, left.lane.id) < (right.head.key, right.head.id, right.lane.id)
        }

        static func == (left: Entry, right: Entry) -> Bool { !(left < right) && !(right < left) }
    }

    private static let longestPiece = 64

    /// Sorted pieces, none of them empty, each behind the one before.
    private var pieces: [[Entry]] = []

    /// Nothing is ready.
    init() {}

    /// Takes entries in any order.
    init(_ entries: [Entry]) {
        let sorted = entries.sorted()
        pieces = stride(from: 0, to: sorted.count, by: Self.longestPiece / 2).map { start in
            Array(sorted[start..<Swift.min(start + Self.longestPiece / 2, sorted.count)])
        }
    }

    func makeIterator() -> FlattenSequence<[[Entry]]>.Iterator { pieces.joined().makeIterator() }

    /// Puts a lane in that is not there.
    mutating func insert(_ entry: Entry) {
        guard !pieces.isEmpty else {
            pieces = [[entry]]
            return
        }
        let piece = self.piece(for: entry)
        let place = pieces[piece].partitioningIndex { $0 >= entry }
        pieces[piece].insert(entry, at: place)
        guard pieces[piece].count > Self.longestPiece else { return }
        let half = pieces[piece].count / 2
        let behind = Array(pieces[piece][half...])
        pieces[piece].removeLast(behind.count)
        pieces.insert(behind, at: piece + 1)
    }

    /// Takes a lane out that was put in with this head; changes nothing when it is not there.
    mutating func remove(_ lane: NameBook.Lane, head: LaneHead) {
        guard !pieces.isEmpty else { return }
        let entry = Entry(lane: lane, head: head, count: nil)
        let piece = self.piece(for: entry)
        let place = pieces[piece].partitioningIndex { $0 >= entry }
        guard place < pieces[piece].count, pieces[piece][place] == entry else { return }
        pieces[piece].remove(at: place)
        if pieces[piece].isEmpty { pieces.remove(at: piece) }
    }

    /// The last piece that begins at or before a place, or the first.
    private func piece(for entry: Entry) -> Int {
        let behind = pieces.partitioningIndex { piece in piece.first.map { $0 > entry } ?? true }
        return Swift.max(0, behind - 1)
    }
}

extension Array {
    /// The first place whose element is beyond a border that all before it are short of.
    fileprivate func partitioningIndex(where isBeyond: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
