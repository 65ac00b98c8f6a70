import AthenaJSON

extension MCPServer {
    /// Takes note of a notification. Unknown ones are ignored, as JSON-RPC asks.
    func take(_ notification: IncomingNotification, from context: TransportContext) -> Reply {
        do throws(ProtocolError) {
            if let fields = context.fields {
                let isModern = RequestEnvelope.isPresent(in: notification.params) || fields.namesModernVersion
                if isModern {
                    try HeaderCheck(fields: fields).check(notification: notification.method)
                    return .accepted
                }
            }
            let session = try session(in: context)
            if notification.method == "notifications/cancelled", let id = RequestID(notification.params?["requestId"]) {
                session.inFlight.cancel(id)
            }
            return .accepted
        } catch {
            return .refusal(error, for: nil, in: .newestLegacy)
        }
    }

    /// Takes note of an answer to a request of ours. There are none yet, and in the modern era there never will be.
    func takeResponse(from context: TransportContext) -> Reply {
        do throws(ProtocolError) {
            if let fields = context.fields, fields.namesModernVersion {
                throw ProtocolError(.invalidRequest, "This server sends no requests, so there is nothing to answer")
            }
            _ = try session(in: context)
            return .accepted
        } catch {
            return .refusal(error, for: nil, in: .newestLegacy)
        }
    }
}
