/// The stable error codes, each with its one place on every surface.
package enum AthenaErrorCode: String, Sendable, CaseIterable {
    case invalidArgument = "invalid_argument"
    case notFound = "not_found"
    case agentUnknown = "agent_unknown"
    case illegalTransition = "illegal_transition"
    case dependencyUnknown = "dependency_unknown"
    case dependencyCycle = "dependency_cycle"
    case idempotencyMismatch = "idempotency_mismatch"
    case leaseLost = "lease_lost"
    case leaseInvalid = "lease_invalid"
    case agentNotCapable = "agent_not_capable"
    case agentFull = "agent_full"
    case agentInactive = "agent_inactive"
    case notPermitted = "not_permitted"
    case unauthenticated
    case tooLarge = "too_large"
    case rateLimited = "rate_limited"
    case storageFull = "storage_full"
    case unavailable
    case timeout
    case internalError = "internal"

    /// Where a code appears on each surface.
    package struct Surfaces: Sendable, Equatable {
        /// The JSON-RPC code, used where an error has to be a protocol error.
        package let jsonRPC: Int
        /// The HTTP status of a route that is not MCP.
        package let http: Int
        /// The exit code of the command line.
        package let exit: Int32
    }

    /// The one table from code to surface.
    package var surfaces: Surfaces {
        switch self {
        case .invalidArgument: Surfaces(jsonRPC: -32602, http: 400, exit: 64)
        case .notFound: Surfaces(jsonRPC: -32602, http: 404, exit: 4)
        case .agentUnknown: Surfaces(jsonRPC: -32602, http: 404, exit: 4)
        case .illegalTransition: Surfaces(jsonRPC: -32602, http: 409, exit: 5)
        case .dependencyUnknown: Surfaces(jsonRPC: -32602, http: 422, exit: 4)
        case .dependencyCycle: Surfaces(jsonRPC: -32602, http: 422, exit: 5)
        case .idempotencyMismatch: Surfaces(jsonRPC: -32602, http: 409, exit: 5)
        case .leaseLost: Surfaces(jsonRPC: -32602, http: 409, exit: 5)
        case .leaseInvalid: Surfaces(jsonRPC: -32602, http: 403, exit: 5)
        case .agentNotCapable: Surfaces(jsonRPC: -32602, http: 409, exit: 5)
        case .agentFull: Surfaces(jsonRPC: -32602, http: 409, exit: 75)
        case .agentInactive: Surfaces(jsonRPC: -32602, http: 409, exit: 5)
        case .notPermitted: Surfaces(jsonRPC: -32602, http: 403, exit: 77)
        case .unauthenticated: Surfaces(jsonRPC: -32602, http: 401, exit: 77)
        case .tooLarge: Surfaces(jsonRPC: -32602, http: 413, exit: 64)
        case .rateLimited: Surfaces(jsonRPC: -32603, http: 429, exit: 75)
        case .storageFull: Surfaces(jsonRPC: -32603, http: 507, exit: 1)
        case .unavailable: Surfaces(jsonRPC: -32603, http: 503, exit: 69)
        case .timeout: Surfaces(jsonRPC: -32603, http: 504, exit: 124)
        case .internalError: Surfaces(jsonRPC: -32603, http: 500, exit: 1)
        }
    }
}
