/// The bytes of one run: the first few decide, the rest is material.
struct FuzzInput {
    /// What has not been taken as a decision.
    private(set) var material: [UInt8]
    private let decisions: [UInt8]
    private var taken = 0

    /// Splits the bytes of a run; a run shorter than its decisions decides zero.
    init(_ start: UnsafePointer<UInt8>, _ count: Int, decisions: Int) {
        let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
        self.decisions = unsafe [UInt8](bytes.prefix(decisions))
        material = unsafe [UInt8](bytes.dropFirst(decisions))
    }

    /// The next decision.
    mutating func decide() -> UInt8 {
        defer { taken += 1 }
        return taken < decisions.count ? decisions[taken] : 0
    }
}

/// Cuts bytes into pieces at places that a seed decides, so that a run can be repeated.
enum Cutting {
    /// Pieces of 1 to 32 bytes whose sum is the whole; zero cuts nothing.
    static func pieces(of bytes: [UInt8], seed: UInt8) -> [[UInt8]] {
        guard seed > 0 else { return [bytes] }
        var state = UInt32(seed)
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            state = state &* 1_664_525 &+ 1_013_904_223
            let length = Int(state >> 27) + 1
            pieces.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return pieces
    }
}
