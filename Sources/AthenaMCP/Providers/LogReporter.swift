public import AthenaJSON

/// Sends log messages that belong to a request, if its client asked for that level.
///
/// The client is someone else: never log secrets, personal data or other callers' content here.
public struct LogReporter: Sendable {
    /// Reports to nobody.
    public static let silent = LogReporter(threshold: nil, channel: nil)

    private let threshold: LogLevel?
    private let channel: RequestChannel?

    init(threshold: LogLevel?, channel: RequestChannel?) {
        self.threshold = threshold
        self.channel = channel
    }

    /// Whether a message of this level would be sent; saves the work of composing it.
    public func wants(_ level: LogLevel) -> Bool {
        guard let threshold, channel != nil else { return false }
        return level >= threshold
    }

    /// Sends a message; returns once it is written or dropped.
    public func log(_ level: LogLevel, logger: String? = nil, _ data: JSON) async {
        guard wants(level) else { return }
        var params: JSONObject = ["level": .string(level.rawValue)]
        if let logger { params["logger"] = .string(logger) }
        params["data"] = data
        await channel?.notify(OutgoingMessage.notification("notifications/message", params))
    }
}
