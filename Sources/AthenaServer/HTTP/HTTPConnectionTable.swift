internal import NIOCore
internal import Synchronization

/// Finds what is known of a connection from the channel that a request came through.
final class HTTPConnectionTable: Sendable {
    let census: ConnectionCensus
    private let desk: UndeliveredDesk
    private let patience: Duration
    private let connections = Mutex<[ObjectIdentifier: HTTPConnection]>([:])

    init(census: ConnectionCensus, desk: UndeliveredDesk, patience: Duration) {
        self.census = census
        self.desk = desk
        self.patience = patience
    }

    /// Notes a new connection, whose client now has limited time for its first head.
    func add(_ channel: any Channel) -> HTTPConnection {
        let connection = HTTPConnection(channel: channel, desk: desk, patience: patience)
        connections.withLock { $0[ObjectIdentifier(channel)] = connection }
        connection.requestBegan(within: patience)
        return connection
    }

    /// What is known of a connection; nil when it has ended.
    func find(_ channel: any Channel) -> HTTPConnection? {
        connections.withLock { $0[ObjectIdentifier(channel)] }
    }

    /// Forgets a connection that has ended.
    func remove(_ channel: any Channel) {
        connections.withLock { $0.removeValue(forKey: ObjectIdentifier(channel)) }?.liftDeadline()
    }
}
