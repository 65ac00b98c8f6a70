/// How much a JSON document may ask of the reader; checked while reading, before anything is built.
///
/// Without limits a body of 3 KB nested 500 deep costs seconds of CPU, and one of megabytes the stack.
public struct JSONLimits: Sendable, Hashable {
    /// How many arrays and objects may stand inside each other. Never above ``deepest``.
    public let maxDepth: Int
    /// How many values a document may hold; names of members do not count.
    public let maxNodes: Int
    /// How long the document may be.
    public let maxBytes: Int

    /// The depth no limit can exceed, because reading and writing recurse.
    public static let deepest = 512

    /// For messages: 64 deep, 20,000 values, 4 MiB.
    public static let standard = JSONLimits()

    /// Makes limits; what is left out is as in ``standard``.
    public init(maxDepth: Int = 64, maxNodes: Int = 20_000, maxBytes: Int = 4 << 20) {
        self.maxDepth = min(maxDepth, Self.deepest)
        self.maxNodes = maxNodes
        self.maxBytes = maxBytes
    }
}
