import AthenaJSON

/// Everything a method needs to know about the request it serves.
struct RequestScope: Sendable {
    let id: RequestID
    let params: JSONObject
    let caller: Caller
    let client: ClientFacts
    let encoder: RevisionEncoder
    let meta: RequestMeta
    /// The severity from which on this client wants log messages; nil when it wants none.
    let logThreshold: LogLevel?
    /// Where the request may be cancelled by its id.
    let inFlight: InFlightRequests?

    var revision: ProtocolRevision { encoder.revision }

    /// The text parameter of a name.
    func text(_ name: String) throws(ProtocolError) -> String {
        guard case .string(let text)? = params[name] else {
            throw .badParams("params.\(name) must be a string")
        }
        return text
    }

    /// The cursor, if one was given.
    func cursor() throws(ProtocolError) -> String? {
        params["cursor"] == nil ? nil : try text("cursor")
    }

    /// The reporter for whoever asked for progress.
    func progress(_ channel: RequestChannel) -> ProgressReporter {
        guard let token = meta.progressToken else { return .silent }
        return ProgressReporter(ProgressChannel(token: token, revision: revision, channel: channel))
    }
}

/// What a request's `_meta` may carry in any era.
struct RequestMeta: Sendable {
    let progressToken: ProgressToken?
    let trace: TraceContext?

    /// Reads `_meta`; a token of the wrong kind could never be echoed and is refused.
    init(_ meta: JSONObject) throws(ProtocolError) {
        if let json = meta[MetaKey.progressToken] {
            guard let token = ProgressToken(json) else {
                throw .badParams("_meta.progressToken must be a string or an integer")
            }
            progressToken = token
        } else {
            progressToken = nil
        }
        trace = TraceContext(meta)
    }
}
