import AthenaJSON

extension MCPServer {
    /// Takes note of a notification. Unknown ones are ignored, as JSON-RPC asks.
    func take(_ notification: IncomingNotification, from context: TransportContext) -> Reply {
        if let fields = context.fields,
            RequestEnvelope.isPresent(in: notification.params) || fields.namesModernVersion
        {
            return accepting(in: .v2026_07_28) { () throws(ProtocolError) in
                try HeaderCheck(fields: fields).check(notification: notification)
            }
        }
        return accepting(in: .newestLegacy) { () throws(ProtocolError) in
            let session = try session(in: context)
            if notification.method == "notifications/cancelled", let id = RequestID(notification.params?["requestId"]) {
                session.inFlight.cancel(id)
            }
        }
    }

    /// Takes note of an answer to a request of ours. There are none yet, and in the modern era there never will be.
    func takeResponse(from context: TransportContext) -> Reply {
        if let fields = context.fields, fields.namesModernVersion {
            let message = "This server sends no requests, so there is nothing to answer"
            return .refusal(ProtocolError(.invalidRequest, message), for: nil, in: .v2026_07_28)
        }
        return accepting(in: .newestLegacy) { () throws(ProtocolError) in _ = try session(in: context) }
    }

    /// Accepts what passes a check, and refuses the rest in the words of a revision.
    private func accepting(
        in revision: ProtocolRevision,
        _ check: () throws(ProtocolError) -> Void
    ) -> Reply {
        do throws(ProtocolError) {
            try check()
            return .accepted
        } catch {
            return .refusal(error, for: nil, in: revision)
        }
    }
}
