/// Which of the two forms of an answer a client takes.
struct AcceptedTypes: Sendable, Hashable {
    let json: Bool
    let stream: Bool

    /// Reads every `Accept` header. None at all means that anything is welcome.
    init(_ fields: HTTPFields) {
        let values = fields.values("accept")
        guard !values.isEmpty else {
            (json, stream) = (true, true)
            return
        }
        let ranges = values.flatMap { $0.split(separator: ",") }.compactMap { MediaRange($0) }
        json = MediaRange.accepts("application", "json", ranges)
        stream = MediaRange.accepts("text", "event-stream", ranges)
    }
}

/// One entry of an `Accept` header, or the value of a `Content-Type` header.
struct MediaRange: Sendable, Hashable {
    let type: String
    let subtype: String
    let isRefused: Bool

    /// Reads `type/subtype` and looks among the parameters for a quality of zero only.
    init?(_ text: some StringProtocol) {
        let parts = text.lowercased().split(separator: ";", omittingEmptySubsequences: false).map { Self.trimmed($0) }
        let names = (parts.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
        guard names.count == 2, names.allSatisfy({ !$0.isEmpty }) else { return nil }
        type = String(names[0])
        subtype = String(names[1])
        isRefused = parts.dropFirst().contains {
            $0.hasPrefix("q=0") && $0.dropFirst(3).allSatisfy { "0.".contains($0) }
        }
    }

    /// Whether a list of ranges takes a type. The most specific range decides, as HTTP asks.
    static func accepts(_ type: String, _ subtype: String, _ ranges: [MediaRange]) -> Bool {
        let candidates = [(type, subtype), (type, "*"), ("*", "*")]
        for (type, subtype) in candidates {
            let matching = ranges.filter { $0.type == type && $0.subtype == subtype }
            if !matching.isEmpty { return matching.contains { !$0.isRefused } }
        }
        return false
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
