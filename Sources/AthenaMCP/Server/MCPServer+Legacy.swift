import AthenaJSON

extension MCPServer {
    /// The ladder of a legacy request: handshake or session, method, and then what the method itself checks.
    func prepareLegacy(
        _ request: IncomingRequest,
        from context: TransportContext
    ) throws(ProtocolError) -> PreparedMessage.Item {
        if request.method == Method.initialize.rawValue {
            return .ready(try openSession(request, from: context))
        }
        let session = try session(in: context)
        guard let method = served(request.method, in: .legacy) else { throw .unknownMethod(request.method) }
        let scope = try scope(of: request, session, from: context)
        if method == .setLogLevel { return item(for: try setLogLevel(scope, session), scope) }
        return item(for: try work(for: method, scope), scope)
    }

    /// The session that a legacy message belongs to.
    func session(in context: TransportContext) throws(ProtocolError) -> Session {
        switch context.transport {
        case .line(let session):
            return session
        case .http(let fields):
            guard let id = fields.single("mcp-session-id") else {
                throw ProtocolError(.sessionRequired, Self.sessionAdvice, data: Self.supported)
            }
            guard let session = sessions.find(id, for: context.caller.id) else {
                throw ProtocolError(.sessionUnknown, "Session not found: initialize again")
            }
            return session
        }
    }

    private static let sessionAdvice = "Missing Mcp-Session-Id: initialize first, or send a request with its envelope"
    private static var supported: JSON { ["supported": ProtocolError.supportedVersions] }

    /// Answers the handshake, and keeps what it agreed on.
    private func openSession(
        _ request: IncomingRequest,
        from context: TransportContext
    ) throws(ProtocolError) -> Reply {
        guard case .object(let params)? = request.params, case .string(let wanted)? = params["protocolVersion"] else {
            let message = "params.protocolVersion must be a string"
            throw ProtocolError(.invalidParams, message, data: Self.supported)
        }
        let revision = Self.negotiate(wanted)
        let client = ClientFacts(
            capabilities: params["capabilities"]?.objectValue ?? [:],
            info: params["clientInfo"]?.objectValue
        )
        let agreement = Session.Agreement(revision: revision, client: client)
        let message = OutgoingMessage.result(handshake(revision), for: request.id)
        return Reply(status: 200, headers: keep(agreement, from: context), message: message)
    }

    /// The client's revision when it has a handshake and is served, else the newest that has one.
    private static func negotiate(_ wanted: String) -> ProtocolRevision {
        guard let revision = ProtocolRevision(rawValue: wanted), revision.era == .legacy else { return .newestLegacy }
        return revision
    }

    private func handshake(_ revision: ProtocolRevision) -> JSONObject {
        var result: JSONObject = ["protocolVersion": .string(revision.rawValue), "capabilities": capabilities]
        let encoder = RevisionEncoder(revision: revision, server: configuration.identity)
        result.append("serverInfo", .object(encoder.serverInfo))
        result.append("instructions", text: configuration.instructions)
        return result
    }

    private func keep(_ agreement: Session.Agreement, from context: TransportContext) -> [HTTPField] {
        switch context.transport {
        case .line(let session):
            session.agree(agreement)
            return []
        case .http:
            let session = Session()
            session.agree(agreement)
            return [HTTPField("Mcp-Session-Id", sessions.insert(session, owner: context.caller.id))]
        }
    }

    private func scope(
        of request: IncomingRequest,
        _ session: Session,
        from context: TransportContext
    ) throws(ProtocolError) -> RequestScope {
        let params = try Self.legacyParams(request.params)
        let agreement = session.agreement
        let revision = agreement?.revision ?? .newestLegacy
        return RequestScope(
            id: request.id,
            params: params,
            caller: context.caller,
            client: agreement?.client ?? ClientFacts(),
            encoder: RevisionEncoder(revision: revision, server: configuration.identity),
            meta: try RequestMeta(try Self.legacyMeta(params)),
            logThreshold: configuration.sendsLogs ? session.logLevel : nil,
            inFlight: session.inFlight
        )
    }

    /// Parameters are an object or absent; some clients write null for absent.
    private static func legacyParams(_ params: JSON?) throws(ProtocolError) -> JSONObject {
        switch params {
        case nil, .null?: [:]
        case .object(let object)?: object
        default: throw .badParams("params must be an object")
        }
    }

    private static func legacyMeta(_ params: JSONObject) throws(ProtocolError) -> JSONObject {
        guard let meta = params[MetaKey.meta] else { return [:] }
        guard case .object(let object) = meta else { throw .badParams("params._meta must be an object") }
        return object
    }

    private func setLogLevel(_ scope: RequestScope, _ session: Session) throws(ProtocolError) -> MethodWork {
        guard let level = LogLevel(rawValue: try scope.text("level")) else {
            throw .badParams("params.level must be one of \(LogLevel.names)")
        }
        session.setLogLevel(level)
        return .done([:])
    }
}
