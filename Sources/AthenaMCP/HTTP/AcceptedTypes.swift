/// Which of the two forms of an answer a client takes.
struct AcceptedTypes: Sendable, Hashable {
    let json: Bool
    let stream: Bool

    /// What the protocol tells clients to send, and nearly all do.
    private static let usual = "application/json, text/event-stream"

    /// Reads every `Accept` header. None at all means that anything is welcome.
    init(_ fields: HTTPFields) {
        guard fields.single("accept") != Self.usual else {
            (json, stream) = (true, true)
            return
        }
        let values = fields.values("accept")
        guard !values.isEmpty else {
            (json, stream) = (true, true)
            return
        }
        let ranges = values.flatMap { $0.utf8.split(separator: UInt8(ascii: ",")) }.compactMap { MediaRange($0) }
        json = MediaRange.json.isAccepted(by: ranges)
        stream = MediaRange.eventStream.isAccepted(by: ranges)
    }
}
