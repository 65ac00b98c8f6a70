internal import AthenaCore
internal import AthenaSQLite
internal import AthenaServer

/// Takes the place of the one owner of a database, once whoever has it leaves.
struct PlaceTaking {
    /// How long an owner that is ending may take; more than it has.
    private static let patience: Duration = .seconds(12)
    private static let pause: Duration = .milliseconds(50)

    let location: DatabaseLocation
    let isOnDemand: Bool

    /// The lock of the database; nil when a server started on demand finds that another serves already.
    ///
    /// - Throws: `unavailable` when somebody else keeps the database.
    func take() async throws -> DatabaseLock? {
        let clock = ContinuousClock()
        let began = clock.now
        while true {
            let lock = try DatabaseLock.ifFree(database: location.database, address: location.socket)
            if let lock { return lock }
            switch await connector.knock() {
            case .serving:
                guard isOnDemand else { throw DatabaseLock.isHeld(location.database) }
                return nil
            case .refused(let error):
                guard isOnDemand else { throw error }
                return nil
            case .nobody:
                guard clock.now - began < Self.patience else { throw DatabaseLock.isHeld(location.database) }
            }
            try await clock.sleep(for: Self.pause)
        }
    }

    /// Asks a server that was started on demand to end for one that was started by hand.
    private var connector: Connector {
        let hello = ClientHello(version: Composition.wireVersion, asksToReplace: !isOnDemand)
        return Connector(location: location, hello: hello, launcher: nil) {
            DatabaseLock.address(ofDatabase: location.database)
        }
    }
}
