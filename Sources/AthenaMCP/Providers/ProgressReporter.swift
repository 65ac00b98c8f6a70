import AthenaJSON

/// Tells a client how far its request has come, if it asked to be told.
///
/// What goes out is strictly increasing and ends with the answer: a report that is not higher than the last one, or
/// that comes too late, is dropped. So a provider may report from several child tasks without any care.
public struct ProgressReporter: Sendable {
    /// Reports to nobody.
    public static let silent = ProgressReporter(nil)

    private let channel: ProgressChannel?

    init(_ channel: ProgressChannel?) {
        self.channel = channel
    }

    /// Whether anybody listens; saves the work of finding out how far things are.
    public var isWanted: Bool { channel != nil }

    /// Reports how far the work has come; returns once the notification is written or dropped.
    public func report(_ progress: Double, of total: Double? = nil, message: String? = nil) async {
        await channel?.send(Progress(value: progress, total: total, message: message))
    }
}

/// One report of progress.
struct Progress: Sendable {
    let value: Double
    let total: Double?
    let message: String?
}
