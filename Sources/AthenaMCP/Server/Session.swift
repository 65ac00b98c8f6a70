import AthenaJSON
import Synchronization

/// What a connection, or a legacy HTTP session, remembers between messages.
///
/// Modern requests neither read nor change what was negotiated here; they only share the list of requests in flight.
public final class Session: Sendable {
    /// What the legacy handshake agreed on.
    struct Agreement: Sendable {
        let revision: ProtocolRevision
        let client: ClientFacts
    }

    private struct State {
        var agreement: Agreement?
        var logLevel: LogLevel?
    }

    private let state = Mutex(State())
    /// The requests that can be cancelled by their id: those of this connection or session, never anybody else's.
    let inFlight = InFlightRequests()

    /// Creates the state of a new connection.
    public init() {}

    /// The revision a handshake agreed on; nil before.
    public var revision: ProtocolRevision? { agreement?.revision }

    /// What the handshake agreed on; nil before.
    var agreement: Agreement? { state.withLock { $0.agreement } }

    /// The severity from which on the client wants log messages; nil when it never said.
    var logLevel: LogLevel? { state.withLock { $0.logLevel } }

    /// Notes the outcome of a handshake; a later one replaces it.
    func agree(_ agreement: Agreement) {
        state.withLock { $0.agreement = agreement }
    }

    /// Notes the wish for log messages.
    func setLogLevel(_ level: LogLevel) {
        state.withLock { $0.logLevel = level }
    }
}
