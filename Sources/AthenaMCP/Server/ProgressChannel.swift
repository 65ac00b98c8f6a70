import AthenaJSON
import Synchronization

/// Writes the progress notifications of one request in strictly increasing order.
final class ProgressChannel: Sendable {
    private let token: ProgressToken
    private let revision: ProtocolRevision
    private let channel: RequestChannel
    private let last = Mutex(-Double.infinity)

    init(token: ProgressToken, revision: ProtocolRevision, channel: RequestChannel) {
        self.token = token
        self.revision = revision
        self.channel = channel
    }

    /// Writes a report unless one at least as high has been written.
    func send(_ progress: Progress) async {
        await channel.notify { [self] in
            let isHigher = last.withLock { last in
                guard progress.value.isFinite, progress.value > last else { return false }
                last = progress.value
                return true
            }
            return isHigher ? encode(progress) : nil
        }
    }

    private func encode(_ progress: Progress) -> [UInt8] {
        var params: JSONObject = ["progressToken": token.json, "progress": Self.number(progress.value)]
        if let total = progress.total, total.isFinite { params["total"] = Self.number(total) }
        if let message = progress.message, revision >= .v2025_03_26 { params["message"] = .string(message) }
        return OutgoingMessage.notification("notifications/progress", params)
    }

    /// A number without a needless fraction.
    private static func number(_ value: Double) -> JSON {
        Int64(exactly: value).map(JSON.integer) ?? .double(value)
    }
}
