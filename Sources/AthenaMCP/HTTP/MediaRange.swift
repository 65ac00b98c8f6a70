/// One entry of an `Accept` header, or the value of a `Content-Type` header.
///
/// Works on bytes: it is read for every request, and characters cost ten times as much.
struct MediaRange: Sendable, Hashable {
    private let type: [UInt8]
    private let subtype: [UInt8]
    private let isRefused: Bool

    static let json = MediaRange("application", "json")
    static let eventStream = MediaRange("text", "event-stream")

    private init(_ type: String, _ subtype: String) {
        self.type = Array(type.utf8)
        self.subtype = Array(subtype.utf8)
        isRefused = false
    }

    /// Reads `type/subtype` and looks among the parameters for a quality of zero only.
    init?(_ text: some Collection<UInt8>) {
        let lowered = text.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
        let parts = lowered.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map(Self.trimmed)
        guard let names = parts.first?.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false),
            names.count == 2, names.allSatisfy({ !$0.isEmpty })
        else { return nil }
        type = Array(names[0])
        subtype = Array(names[1])
        isRefused = parts.dropFirst().contains(where: Self.isZeroQuality)
    }

    /// Whether this and another one name the same type, whatever their parameters.
    func isSameType(as other: MediaRange) -> Bool {
        type == other.type && subtype == other.subtype
    }

    /// Whether a list of ranges takes this type. The most specific range decides, as HTTP asks.
    func isAccepted(by ranges: [MediaRange]) -> Bool {
        let any = [UInt8(ascii: "*")]
        for (type, subtype) in [(type, subtype), (type, any), (any, any)] {
            let matching = ranges.filter { $0.type == type && $0.subtype == subtype }
            if !matching.isEmpty { return matching.contains { !$0.isRefused } }
        }
        return false
    }

    private static func isZeroQuality(_ parameter: ArraySlice<UInt8>) -> Bool {
        let isZero = parameter.starts(with: "q=0".utf8)
        return isZero && parameter.dropFirst(3).allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        var bytes = bytes.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return bytes
    }
}
