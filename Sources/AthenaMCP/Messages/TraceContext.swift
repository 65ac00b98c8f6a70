import AthenaJSON

/// The W3C trace context that came with a request, for linking spans and log lines.
public struct TraceContext: Sendable, Hashable {
    /// `version-trace-parent-flags`, checked for its form.
    public let parent: String
    /// Vendors' additions, as they came.
    public let state: String?
    /// Application-defined pairs, as they came.
    public let baggage: String?

    /// Reads the context out of a request's `_meta`; nil when there is none or its form is wrong.
    ///
    /// The standard asks that a malformed context be ignored, never answered with an error.
    init?(_ meta: JSONObject) {
        guard case .string(let parent)? = meta[MetaKey.traceParent], Self.isWellFormed(parent) else { return nil }
        self.parent = parent
        state = meta[MetaKey.traceState]?.stringValue.flatMap { $0.utf8.count <= Self.maximumBytes ? $0 : nil }
        baggage = meta[MetaKey.baggage]?.stringValue.flatMap { $0.utf8.count <= Self.maximumBytes ? $0 : nil }
    }

    private static let maximumBytes = 8_192

    /// Whether a text is `00-<32 hex>-<16 hex>-<2 hex>` with neither id all zero.
    private static func isWellFormed(_ parent: String) -> Bool {
        let parts = parent.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [2, 32, 16, 2] else { return false }
        guard parts.allSatisfy({ $0.allSatisfy(isLowerHex) }), !parts[0].elementsEqual("ff".utf8) else { return false }
        return parts[1...2].allSatisfy { part in part.contains { $0 != UInt8(ascii: "0") } }
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }
}
