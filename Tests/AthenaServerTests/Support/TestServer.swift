import AthenaCore
import AthenaOperations
import AthenaSQLite
import AthenaServer
import Logging

/// A whole server on a database of a test's own.
final class TestServer: Sendable {
    /// What a test may want to be different.
    struct Options: Sendable {
        var operations: [any Operation] = [EchoOperation(), HiddenOperation()]
        var isOnDemand = false
        var speaksHTTP = false
        /// How long HTTP clients may take, and how many there may be, if not the standard.
        var patience: Duration?
        var connectionLimit: Int?

        /// How HTTP is spoken; nil for not at all.
        var http: HTTPSettings? {
            get throws {
                guard speaksHTTP else { return nil }
                var settings = try HTTPSettings(address: "127.0.0.1:0", isInsecure: false)
                settings.patience = patience ?? settings.patience
                settings.connectionLimit = connectionLimit ?? settings.connectionLimit
                return settings
            }
        }

        /// Opens the database not before this is open.
        var opensDatabase: Latch?
        /// Fails to open the database.
        var failure: AthenaError?
    }

    let folder: TemporaryFolder
    let run: ServerRun
    /// The port of HTTP.
    let port: Int
    /// The token that the first start wrote.
    var firstToken: String {
        get throws { String(try PrivateFile.read(folder.location.token).dropLast()) }
    }

    private init(folder: TemporaryFolder, run: ServerRun, port: Int) {
        self.folder = folder
        self.run = run
        self.port = port
    }

    /// Runs a server around `body` and ends it in good order.
    static func with<Answer: Sendable>(
        _ options: Options = Options(),
        in folder: TemporaryFolder? = nil,
        _ body: @Sendable (TestServer) async throws -> Answer
    ) async throws -> Answer {
        let folder = try folder ?? TemporaryFolder()
        let time = ClockSource()
        let run = try makeRun(options, folder, time)
        let listening = Latch()
        let port = PortBox()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { listening.open() }
                do {
                    try await run.run(endsOnSignals: false) { way in
                        if case .http(let number) = way { port.set(number) }
                        if options.speaksHTTP == (way != .socket) { listening.open() }
                    }
                } catch is CancellationError {
                    // A server that was told to end before its test did.
                }
            }
            await listening.wait()
            if options.opensDatabase == nil, options.failure == nil { _ = try await run.database }
            let server = TestServer(folder: folder, run: run, port: port.value)
            let answer: Answer
            do {
                answer = try await body(server)
            } catch {
                run.stop.stop(because: "the test failed")
                throw error
            }
            run.stop.stop(because: "the test is over")
            try await group.waitForAll()
            return answer
        }
    }

    private static func makeRun(_ options: Options, _ folder: TemporaryFolder, _ time: ClockSource) throws -> ServerRun
    {
        let wake = Wake()
        let settings = ServerSettings(
            location: folder.location,
            http: try options.http,
            isOnDemand: options.isOnDemand,
            project: "default",
            build: "test",
            schema: 1,
            instructions: nil
        )
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let catalog = OperationCatalog(options.operations)
        return ServerRun(settings: settings, time: time, logger: logger, wake: wake, catalog: catalog) {
            await options.opensDatabase?.wait()
            if let failure = options.failure { throw failure }
            var small = SQLiteOptions()
            small.reservedLogBytes = 0
            small.readers = 1
            let store = try await SQLiteStore.open(folder.location.database, options: small)
            return try await OpenedDatabase(store, time: time, wake: wake) { await store.stop() }
        }
    }
}
