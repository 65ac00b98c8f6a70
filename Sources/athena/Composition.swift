internal import AthenaCore
internal import AthenaOperations
internal import AthenaSQL
internal import AthenaSQLite
internal import AthenaServer
internal import Logging

/// Puts the parts of a server together; the only place that knows every module.
enum Composition {
    /// The version of this build.
    static let version = "0.1.0"

    /// The operations that this build offers.
    static let catalog = OperationCatalog.standard

    /// What this build says of itself on the socket.
    static var wireVersion: WireVersion { WireVersion(build: version, schema: Int64(Schema.version)) }

    /// Decides everything about a server before it starts.
    static func settings(
        location: DatabaseLocation,
        http: HTTPSettings?,
        isOnDemand: Bool,
        project: String
    ) -> ServerSettings {
        ServerSettings(
            location: location,
            http: http,
            isOnDemand: isOnDemand,
            project: project,
            build: version,
            schema: Int64(Schema.version),
            instructions: Instructions.text
        )
    }

    /// Serves a database that this process holds the lock of, until the process is told to end.
    static func serve(_ settings: ServerSettings, holding lock: DatabaseLock, logger: Logger) async throws {
        let time = ClockSource()
        let wake = Wake()
        let writes = WriteProbe(time: time)
        let run = ServerRun(
            settings: settings,
            time: time,
            logger: logger,
            wake: wake,
            writes: writes,
            catalog: catalog
        ) {
            var options = SQLiteOptions()
            options.report = { incident in
                report(incident, to: logger)
                if case .commitFailed = incident { writes.commitFailed() }
            }
            let store = try await SQLiteStore.open(settings.location.database, options: options, lock: lock)
            let index = try SQLiteSearchIndex.open(besides: settings.location.database) { report($0, to: logger) }
            return try await OpenedDatabase(store, time: time, wake: wake, searchIndex: index) {
                await store.stop()
                // Whatever it had not written yet is read from the log again.
                try? index.close()
            }
        }
        try await run.run()
    }

    private static func report(_ incident: StoreIncident, to logger: Logger) {
        switch incident {
        case .commitFailed(let reason): logger.record(.error, "A commit failed", [.error: reason])
        case .recovered: logger.record(.warning, "The database can be written again")
        case .recoveryFailed(let reason): logger.record(.critical, "The database cannot be written", [.error: reason])
        case .hookFailed(let reason): logger.record(.error, "Serving waiting claims failed", [.error: reason])
        case .checkpointFailed(let reason): logger.record(.warning, "The log could not be emptied", [.error: reason])
        case .settled: logger.record(.debug, "The database is settled")
        }
    }

    private static func report(_ incident: SearchIncident, to logger: Logger) {
        switch incident {
        case .madeAnew(let reason): logger.record(.warning, "The search index was made anew", [.error: reason])
        }
    }
}
