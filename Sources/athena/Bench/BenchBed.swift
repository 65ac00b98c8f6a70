internal import AthenaCore
internal import AthenaJSON
internal import AthenaSQLite
internal import AthenaServer
internal import Foundation

/// Where the callers of a measurement reach the queue.
enum BenchWay: String, CaseIterable, Sendable {
    case process, http, stdio

    static var names: String { allCases.map(\.rawValue).joined(separator: ",") }
}

/// What has committed how much so far.
struct BenchWork {
    var operations = 0
    var commits = 0
    /// Nil where only the process itself could tell.
    var pages: Int?
}

/// A database that is open for callers.
protocol BenchBed: Sendable {
    /// A caller of this number, connected.
    func caller(_ number: Int) async throws -> any BenchCaller
    /// What has been committed.
    func work() async throws -> BenchWork
    /// The process whose memory counts.
    var process: Int32 { get }
    /// Stops everything that was started.
    func end() async
}

/// The database in this process.
struct LocalBed: BenchBed {
    let database: BenchDatabase
    let store: SQLiteStore
    let use: Orchestrator
    let identity: Caller

    /// Opens the database.
    init(_ database: BenchDatabase) async throws {
        self.database = database
        (store, use, identity) = try await database.open()
    }

    func caller(_ number: Int) async throws -> any BenchCaller {
        LocalCaller(use, as: identity, hand: BenchHand(number: number, count: database.tasks))
    }

    func work() async throws -> BenchWork {
        let done = store.statistics
        return BenchWork(operations: done.operations, commits: done.commits, pages: done.logPages)
    }

    var process: Int32 { Machine.processID }

    func end() async { await store.stop() }
}

/// The database behind a server of its own, reached over HTTP or by `athena mcp`.
struct ServerBed: BenchBed {
    private let database: BenchDatabase
    private let way: BenchWay
    private let server: ServerProcess
    private let port: UInt16
    private let session: Session

    /// Starts the server and waits until it answers.
    init(_ database: BenchDatabase, over way: BenchWay) async throws {
        self.database = database
        self.way = way
        port = try LoopbackPort.free()
        server = try await ServerProcess(
            database: database.path,
            ["--http", "127.0.0.1:\(port)", "--log-level", "warning"]
        )
        session = try await server.session(database.path)
        _ = try await session.call("database_status")
    }

    func caller(_ number: Int) async throws -> any BenchCaller {
        let hand = BenchHand(number: number, count: database.tasks)
        guard way == .http else {
            let arguments = ["mcp", "--db", database.path, "--project", Project.defaultName, "--toolset", "full"]
            let client = try StdioClient(executable: ServerLauncher.ownExecutable, arguments: arguments)
            return RemoteCaller(client, hand: hand)
        }
        let token = try String(contentsOfFile: database.path + ".token", encoding: .utf8)
        let client = try HTTPClient(port: port, token: token.trimmingCharacters(in: .whitespacesAndNewlines))
        return RemoteCaller(client, hand: hand)
    }

    func work() async throws -> BenchWork {
        let status = try await session.call("database_status")
        return BenchWork(
            operations: Int(clamping: status["operations"]?.integerValue ?? 0),
            commits: Int(clamping: status["commits"]?.integerValue ?? 0)
        )
    }

    var process: Int32 { server.id }

    func end() async {
        session.close()
        server.end()
    }
}
