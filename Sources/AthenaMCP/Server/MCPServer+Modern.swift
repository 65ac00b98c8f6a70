import AthenaJSON

extension MCPServer {
    /// The ladder of a modern request: envelope, headers, version, method, and then what the method itself checks.
    func prepareModern(
        _ request: IncomingRequest,
        from context: TransportContext
    ) throws(ProtocolError) -> PreparedMessage.Item {
        let envelope = try envelope(of: request, in: context)
        let method = served(request.method, in: .modern)
        if let fields = context.fields {
            let name = method?.nameParameter.flatMap { envelope.params[$0]?.stringValue }
            try HeaderCheck(fields: fields).check(version: envelope.version, method: request.method, name: name)
        }
        guard let revision = ProtocolRevision(rawValue: envelope.version), revision.era == .modern else {
            throw .unsupported(version: envelope.version)
        }
        guard let method else { throw .unknownMethod(request.method) }
        let scope = try scope(of: request, envelope, revision, from: context)
        return item(for: try work(for: method, scope), scope)
    }

    /// The envelope; a request that names an unknown version in its header only is told about the version first.
    private func envelope(
        of request: IncomingRequest,
        in context: TransportContext
    ) throws(ProtocolError) -> RequestEnvelope {
        do throws(ProtocolError) {
            return try RequestEnvelope(request.params)
        } catch {
            guard !RequestEnvelope.isPresent(in: request.params), let version = context.fields?.unknownVersion else {
                throw error
            }
            throw .unsupported(version: version)
        }
    }

    private func scope(
        of request: IncomingRequest,
        _ envelope: RequestEnvelope,
        _ revision: ProtocolRevision,
        from context: TransportContext
    ) throws(ProtocolError) -> RequestScope {
        let threshold = try envelope.logThreshold()
        var inFlight: InFlightRequests?
        if case .line(let session) = context.transport { inFlight = session.inFlight }
        return RequestScope(
            id: request.id,
            params: envelope.params,
            caller: context.caller,
            client: envelope.client,
            encoder: RevisionEncoder(revision: revision, server: configuration.identity),
            meta: try RequestMeta(envelope.meta),
            logThreshold: configuration.sendsLogs ? threshold : nil,
            inFlight: inFlight
        )
    }
}
