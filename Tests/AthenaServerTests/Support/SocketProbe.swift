import AthenaCore
import AthenaJSON
import AthenaServer
import Foundation

/// The client's end of a socket, in the hands of a test.
struct SocketProbe: Sendable {
    let stream: UnixStream

    /// Does something that blocks on a thread of its own, because the threads of Dispatch are those of the tests.
    static func blocking<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }

    /// What a task ends with, or nil when it has not ended in time.
    static func ending<Answer: Sendable>(of task: Task<Answer, Never>, within limit: Duration) async -> Answer? {
        await withTaskGroup(of: Answer?.self) { group in
            let ended = Latch()
            let answer = Task {
                let answer = await task.value
                ended.open()
                return answer
            }
            group.addTask {
                await ended.wait()
                return await ended.isOpen ? answer.value : nil
            }
            group.addTask {
                try? await ContinuousClock().sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// Connects and writes bytes, such as a hello.
    static func connecting(to server: TestServer, saying bytes: [UInt8]) async throws -> SocketProbe {
        let path = server.folder.location.socket
        return try await blocking {
            let stream = try UnixStream.connecting(to: path)
            try stream.descriptor.writeAll(bytes)
            return SocketProbe(stream: stream)
        }
    }

    /// The next line; nil at the end.
    func line() async throws -> [UInt8]? {
        try await Self.blocking { try stream.readLine(limit: 1 << 20) }
    }

    /// Connects as the user of the server and exchanges hellos.
    static func welcomed(by server: TestServer) async throws -> SocketProbe {
        let probe = try await connecting(to: server, saying: ClientHello(version: .test).line)
        _ = try await probe.serverHello()
        return probe
    }

    /// The server's hello.
    func serverHello() async throws -> ServerHello { try ServerHello(parsing: try await line() ?? []) }

    /// Whether the server has ended the connection, waiting until it says anything.
    func isEnded() async throws -> Bool { try await line() == nil }

    /// Writes a request of the protocol.
    func send(_ id: Int64, _ method: String, _ params: JSONObject = [:]) async throws {
        var params = params
        params["_meta"] = [
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": [:],
        ]
        let message: JSON = [
            "jsonrpc": "2.0", "id": .integer(id), "method": .string(method), "params": .object(params),
        ]
        try await Self.blocking { try stream.descriptor.writeAll(message.bytes + [UInt8(ascii: "\n")]) }
    }

    /// The next message.
    func message() async throws -> JSON { try JSON(parsing: try await line() ?? []) }

    /// Writes a request and reads its answer.
    func ask(_ method: String, _ params: JSONObject = [:]) async throws -> JSON {
        try await send(1, method, params)
        return try await message()
    }
}

extension WireVersion {
    /// A client of the server's version.
    static let test = WireVersion(build: "test", schema: 1)
}

extension Connector {
    /// A connector that starts nothing.
    init(_ server: TestServer, token: String? = nil, _ wish: IdentityWish = IdentityWish()) {
        let hello = ClientHello(version: .test, token: token, wish: wish)
        self.init(location: server.folder.location, hello: hello, launcher: nil)
    }
}
