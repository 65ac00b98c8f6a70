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
        let ranges = values.flatMap { $0.utf8.split(separator: UInt8(ascii: ",")) }.compactMap { MediaRange($0) }
        json = MediaRange.json.isAccepted(by: ranges)
        stream = MediaRange.eventStream.isAccepted(by: ranges)
    }
}
