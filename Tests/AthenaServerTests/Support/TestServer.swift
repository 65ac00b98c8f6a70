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
        /// Changes how HTTP is spoken.
        var http: @Sendable (inout HTTPSettings) -> Void = { _ in }
        /// How long a client of the socket may take to read.
        var socketPatience: Duration?
        /// Where HTTP is spoken.
        var address = "127.0.0.1:0"
        /// Opens the database not before this is open.
        var opensDatabase: Latch?
        /// Fails to open the database.
        var failure: AthenaError?
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
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
            if options.opensDatabase == nil, options.failure == nil { try await run.waitForDatabase() }
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
        var http = options.speaksHTTP ? try HTTPSettings(address: options.address, isInsecure: false) : nil
        if var changed = http {
            options.http(&changed)
            http = changed
        }
        var settings = ServerSettings(
            location: folder.location,
            http: http,
            isOnDemand: options.isOnDemand,
            project: "default",
            build: "test",
            schema: 1,
            instructions: nil
        )
        if let patience = options.socketPatience { settings.socketPatience = patience }
        let logger = options.logger
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

extension ServerRun {
    /// Waits for the database, however busy the machine is.
    fileprivate func waitForDatabase() async throws {
        while !isOpen {
            do {
                _ = try await database
            } catch let error as AthenaError where error.retryAfterMs != nil {
                // It is still being opened.
            }
        }
    }
}
