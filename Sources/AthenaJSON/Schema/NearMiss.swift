/// Finds the name that somebody probably meant.
enum NearMiss {
    private static let longest = 64

    /// The closest of some names: equal but for case and separators, or at most a third of its letters away.
    static func closest(to name: String, among names: [String]) -> String? {
        guard name.utf8.count <= longest else { return nil }
        let wanted = letters(of: name)
        var best: (name: String, distance: Int)?
        for candidate in names.prefix(200) where candidate.utf8.count <= longest {
            let distance = distance(wanted, letters(of: candidate))
            let allowed = max(1, min(wanted.count, candidate.utf8.count) / 3)
            if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// The bytes in lower case without separators, so that `taskId`, `task-id` and `task_id` are one.
    private static func letters(of name: String) -> [UInt8] {
        name.utf8.compactMap { byte in
            switch byte {
            case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), Ascii.space: nil
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            default: byte
            }
        }
    }

    /// The number of letters to insert, remove, replace or swap with their neighbour to make one out of the other.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (byte == other ? 0 : 1))
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
