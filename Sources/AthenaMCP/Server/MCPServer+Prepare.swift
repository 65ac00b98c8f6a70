import AthenaJSON

extension MCPServer {
    /// The longest batch; long ones are an attack, not a use.
    static let maximumBatch = 256

    /// Takes a message through every check, and answers whatever needs no work.
    func prepare(_ bytes: [UInt8], from context: TransportContext) -> PreparedMessage {
        let message = IncomingMessage(decoding: bytes)
        guard case .batch(let elements) = message else {
            let item = prepare(message, from: context)
            return PreparedMessage(items: [item], isBatch: false)
        }
        do throws(ProtocolError) {
            try checkBatch(elements, from: context)
            return PreparedMessage(items: elements.map { prepareElement($0, from: context) }, isBatch: true)
        } catch {
            return PreparedMessage(items: [.ready(.refusal(error, for: nil, in: .newestLegacy))], isBatch: false)
        }
    }

    /// Takes a single message through every check.
    func prepare(_ message: IncomingMessage, from context: TransportContext) -> PreparedMessage.Item {
        switch message {
        case .request(let request):
            return prepareRequest(request, from: context)
        case .notification(let notification):
            return .ready(take(notification, from: context))
        case .response:
            return .ready(takeResponse(from: context))
        case .malformed(let id, let error):
            return .ready(.refusal(error, for: id, in: .newestLegacy))
        case .batch:
            let error = ProtocolError(.invalidRequest, "A batch must not contain a batch")
            return .ready(.refusal(error, for: nil, in: .newestLegacy))
        }
    }

    /// Sends a request down the ladder of its era.
    private func prepareRequest(
        _ request: IncomingRequest,
        from context: TransportContext
    ) -> PreparedMessage.Item {
        let era = era(of: request, in: context)
        do throws(ProtocolError) {
            return era == .modern
                ? try prepareModern(request, from: context)
                : try prepareLegacy(request, from: context)
        } catch {
            return .ready(.refusal(error, for: request.id, in: era == .modern ? .v2026_07_28 : .newestLegacy))
        }
    }

    /// Tells the era of one request from what the request itself says, never from what came before it.
    private func era(of request: IncomingRequest, in context: TransportContext) -> Era {
        if RequestEnvelope.isPresent(in: request.params) { return .modern }
        if let fields = context.fields { return fields.namesModernVersion ? .modern : era(without: request) }
        return era(without: request)
    }

    /// `server/discover` exists in one era only, so that even a client that forgot its envelope is told about it.
    private func era(without request: IncomingRequest) -> Era {
        request.method == Method.discover.rawValue ? .modern : .legacy
    }

    /// The method of a name, if it is served in an era.
    func served(_ name: String, in era: Era) -> Method? {
        guard let method = Method(rawValue: name), method.onlyEra ?? era == era else { return nil }
        switch method {
        case .listResources, .listTemplates, .readResource: return resources == nil ? nil : method
        case .setLogLevel: return configuration.sendsLogs ? method : nil
        case .discover, .initialize, .ping, .listTools, .callTool: return method
        }
    }

    /// Wraps what a method does into an item.
    func item(for work: MethodWork, _ scope: RequestScope) -> PreparedMessage.Item {
        switch work {
        case .done(let result):
            return .ready(Reply(status: 200, message: OutgoingMessage.result(result, for: scope.id)))
        case .todo(let waits, let run):
            let pending = PendingRequest(
                id: scope.id,
                era: scope.revision.era,
                inFlight: scope.inFlight,
                mayNotify: scope.meta.progressToken != nil || scope.logThreshold != nil,
                waits: waits
            ) { [id = scope.id, revision = scope.revision] channel in
                await run(channel).reply(to: id, in: revision)
            }
            return .pending(pending)
        }
    }
}

/// What serving a method takes.
enum MethodWork: Sendable {
    /// Nothing more: here is the result.
    case done(JSONObject)
    /// A provider has to be asked, which perhaps waits for something to happen.
    case todo(waits: Bool = false, _ run: @Sendable (RequestChannel) async -> MethodAnswer)
}

/// How a method ended.
struct MethodAnswer: Sendable {
    let content: Result<JSONObject, ProtocolError>
    let onUndelivered: UndeliveredAction?

    init(onUndelivered: UndeliveredAction? = nil, _ content: () throws(ProtocolError) -> JSONObject) {
        self.content = Result(catching: content)
        self.onUndelivered = onUndelivered
    }

    /// The answer as bytes.
    func reply(to id: RequestID, in revision: ProtocolRevision) -> Reply {
        switch content {
        case .success(let result):
            Reply(status: 200, message: OutgoingMessage.result(result, for: id), onUndelivered: onUndelivered)
        case .failure(let error):
            Reply(
                status: error.fault.status(in: revision.era),
                message: OutgoingMessage.error(error, for: id, in: revision),
                onUndelivered: onUndelivered
            )
        }
    }
}
