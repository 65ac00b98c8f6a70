public import AthenaJSON

/// A JSON-RPC error: the protocol itself was used wrongly, as opposed to a tool that failed.
///
/// A failing tool answers with ``ToolOutcome/failure(_:onUndelivered:)`` instead, which the model can read and act on.
public struct ProtocolError: Error, Sendable, Hashable {
    /// What went wrong; decides the code and the HTTP status.
    public let fault: Fault
    /// One sentence that says what to do next.
    public let message: String
    /// Machine-readable details.
    public let data: JSON?

    /// Creates an error of a kind.
    public init(_ fault: Fault, _ message: String, data: JSON? = nil) {
        self.fault = fault
        self.message = message
        self.data = data
    }

    /// The error object as a revision writes it.
    func json(for revision: ProtocolRevision) -> JSON {
        var object: JSONObject = ["code": .integer(fault.code(in: revision.era)), "message": .string(message)]
        if let data { object["data"] = data }
        return .object(object)
    }
}

extension ProtocolError {
    /// Every way in which a request can be wrong, each with one code and one HTTP status.
    public enum Fault: Sendable, Hashable, CaseIterable {
        /// The bytes are no JSON.
        case unparsable
        /// The JSON is no request, notification or response.
        case invalidRequest
        /// A modern request lacks its envelope or its envelope has the wrong shape.
        case incompleteEnvelope
        /// A required HTTP header is missing, doubled, malformed or disagrees with the body.
        case headerMismatch
        /// The revision asked for is not served.
        case unsupportedVersion
        /// The client did not declare what this request needs.
        case missingCapability
        /// The method does not exist, or its capability is not declared.
        case methodNotFound
        /// The parameters have the wrong shape or name something that does not exist.
        case invalidParams
        /// There is no such resource.
        case resourceNotFound
        /// The server failed; details are in its log only.
        case internalFailure
        /// A legacy HTTP request names no session.
        case sessionRequired
        /// The session named is unknown, ended, or belongs to another credential.
        case sessionUnknown
    }
}

extension ProtocolError.Fault {
    /// The JSON-RPC code in an era.
    public func code(in era: Era) -> Int64 {
        switch self {
        case .unparsable: -32700
        case .invalidRequest, .sessionRequired, .sessionUnknown: -32600
        case .headerMismatch: -32020
        case .missingCapability: era == .modern ? -32021 : -32602
        case .unsupportedVersion: era == .modern ? -32022 : -32602
        case .methodNotFound: -32601
        case .incompleteEnvelope, .invalidParams: -32602
        case .resourceNotFound: era == .modern ? -32602 : -32002
        case .internalFailure: -32603
        }
    }

    /// The HTTP status in an era.
    ///
    /// Application errors travel with 200: a client of both eras takes a 400 without a modern code for "legacy server,
    /// fall back".
    public func status(in era: Era) -> Int {
        switch self {
        case .unparsable, .invalidRequest, .sessionRequired: 400
        case .incompleteEnvelope, .headerMismatch: 400
        case .missingCapability, .unsupportedVersion: era == .modern ? 400 : 200
        case .sessionUnknown: 404
        case .methodNotFound: era == .modern ? 404 : 200
        case .invalidParams, .resourceNotFound, .internalFailure: 200
        }
    }
}

extension ProtocolError {
    /// The error for a method that does not exist here.
    static func unknownMethod(_ name: String) -> ProtocolError {
        ProtocolError(.methodNotFound, "Method not found: \(name)")
    }

    /// The error that names every revision a client may retry with.
    static func unsupported(version: String) -> ProtocolError {
        ProtocolError(
            .unsupportedVersion,
            "Unsupported protocol version",
            data: ["supported": supportedVersions, "requested": .string(version)]
        )
    }

    /// The error for parameters of the wrong shape.
    static func badParams(_ message: String) -> ProtocolError {
        ProtocolError(.invalidParams, message)
    }

    /// Every revision served, newest first.
    static var supportedVersions: JSON {
        .array(ProtocolRevision.newestFirst.map { .string($0.rawValue) })
    }
}
