import AthenaCore
import AthenaJSON
import AthenaOperations
import AthenaServer
import Glibc
import Testing

@Suite("HTTP clients that take too much", .timeLimit(.minutes(1)))
struct HTTPPatienceTests {
    func withServer(
        _ operation: any Operation = EchoOperation(),
        patience: Duration? = .milliseconds(100),
        connectionLimit: Int? = nil,
        _ body: @Sendable (TestServer) async throws -> Void
    ) async throws {
        var options = TestServer.Options()
        options.speaksHTTP = true
        options.operations = [operation]
        options.http = { settings in
            settings.patience = patience ?? settings.patience
            settings.connectionLimit = connectionLimit ?? settings.connectionLimit
        }
        try await TestServer.with(options, body)
    }

    @Test("one that does not finish its head is cut off", arguments: ["", "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1"])
    func cutsSlowHeads(beginning: String) async throws {
        try await withServer { server in
            let port = server.port
            let answer = try await SocketProbe.blocking { try HTTPProbe.connecting(to: port).exchange(beginning) }
            #expect(answer == nil)
            #expect(try await HTTPText(getting: "/healthz", on: server).answer(from: server)?.status == 200)
        }
    }

    @Test("one that sends its head byte after byte is cut off all the same")
    func cutsTricklingHeads() async throws {
        try await withServer { server in
            let port = server.port
            let isCut = try await SocketProbe.blocking {
                let probe = try HTTPProbe.connecting(to: port)
                let text = "GET /healthz HTTP/1.1\r\nX-Slow: " + String(repeating: "x", count: 4_000)
                return try text.utf8.contains { byte in
                    try (try? probe.socket.writeAll([byte])) == nil || probe.isEnded(within: 5)
                }
            }
            #expect(isCut)
        }
    }

    @Test("one that does not finish its body is cut off", arguments: ["", "{\"jsonrpc\":"])
    func cutsSlowBodies(beginning: String) async throws {
        try await withServer { server in
            let request = HTTPText(calling: "echo", on: server, token: try server.firstToken)
            let text = request.head("Content-Length: 1000") + beginning
            let port = server.port
            let answer = try await SocketProbe.blocking { try HTTPProbe.connecting(to: port).exchange(text) }
            #expect(answer == nil, "the connection is cut without an answer")
            #expect(try await HTTPText(getting: "/healthz", on: server).answer(from: server)?.status == 200)
        }
    }

    @Test("one that waits for a slow answer is not")
    func waitsForAnswers() async throws {
        let probe = ProbeOperation()
        try await withServer(probe, patience: .milliseconds(20)) { server in
            let text = HTTPText(calling: "probe", on: server, token: try server.firstToken).text
            let port = server.port
            let hasStayed = try await SocketProbe.blocking {
                let connection = try HTTPProbe.connecting(to: port)
                try connection.socket.writeAll(Array(text.utf8))
                // Five times its patience, in which the server must say nothing.
                guard try !connection.isEnded(within: 100) else { return false }
                probe.mayEnd.open()
                return try connection.rest()?.status == 200
            }
            #expect(hasStayed)
        }
        #expect(!probe.cancelled.isOpen && !probe.undelivered.isOpen)
    }

    @Test("one that does not take its answers is cut off, and what they stood for is undone", arguments: [false, true])
    func cutsDeafClients(asStream: Bool) async throws {
        let flood = FloodOperation()
        try await withServer(flood) { server in
            var request = HTTPText(calling: "flood", on: server, token: try server.firstToken)
            request.set("Connection", nil)
            if asStream { request.set("Accept", "text/event-stream") }
            let text = Array(request.text.utf8)
            let port = server.port
            let isCut = try await SocketProbe.blocking {
                let probe = try HTTPProbe.connecting(to: port, receiving: 4_096)
                // A server that waited for ever would make one of these writes wait for ever.
                return (0..<20_000).contains { _ in (try? probe.socket.writeAll(text)) == nil }
            }
            #expect(isCut)
            await flood.undelivered.wait()
        }
    }

    @Test("more connections than allowed are closed at once, and let in when another has gone")
    func limitsConnections() async throws {
        try await withServer(patience: nil, connectionLimit: 2) { server in
            let port = server.port
            var page = HTTPText(getting: "/healthz", on: server)
            let last = page.text
            page.set("Connection", nil)
            let text = page.text
            try await SocketProbe.blocking {
                let first = try HTTPProbe.connecting(to: port)
                let second = try HTTPProbe.connecting(to: port)
                for probe in [first, second] {
                    try probe.socket.writeAll(Array(text.utf8))
                    #expect(try !probe.socket.read(upTo: 65_536).isEmpty)
                }
                for _ in 0..<3 { #expect(try HTTPProbe.connecting(to: port).rest() == nil) }
                first.leave()
                // The server notices in its own time that one has gone.
                while try HTTPProbe.connecting(to: port).answer(to: last)?.status != 200 {}
                try second.socket.writeAll(Array(text.utf8))
                #expect(try !second.socket.read(upTo: 65_536).isEmpty)
            }
        }
    }

    @Test(
        "heads over the limits are refused or cut off, and served never",
        arguments: [("one long line", 20_000, 1), ("long lines", 8_000, 12), ("many lines", 10, 150)]
    )
    func limitsHeads(name: String, length: Int, count: Int) async throws {
        try await withServer(patience: nil) { server in
            var page = HTTPText(getting: "/healthz", on: server)
            for number in 0..<count { page.headers.append(("X-\(number)", String(repeating: "x", count: length))) }
            let (text, port) = (page.text, server.port)
            let answer = try await SocketProbe.blocking { () -> HTTPProbe.Answer? in
                try HTTPProbe.connecting(to: port).answer(to: text)
            }
            #expect(answer == nil || [400, 413, 431].contains(answer?.status), "\(name)")
            #expect(try await HTTPText(getting: "/healthz", on: server).answer(from: server)?.status == 200)
        }
    }
}

/// An operation whose answers are large.
private struct FloodOperation: Operation {
    /// Opens when an answer was not delivered.
    let undelivered = Latch()

    let declaration = OperationDeclaration(
        "flood",
        "Answers at length.",
        scope: .tasksRead,
        toolset: .worker,
        effect: .reads,
        input: [],
        output: .object([.required("text", .string())])
    )

    func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        OperationAnswer(["text": .string(String(repeating: "x", count: 30_000))]) { undelivered.open() }
    }
}

extension HTTPProbe {
    /// Connects with a window of so many bytes for what comes in.
    fileprivate static func connecting(to port: Int, receiving bytes: Int32) throws -> HTTPProbe {
        let probe = try connecting(to: port)
        var size = bytes
        let length = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe setsockopt(probe.socket.number, SOL_SOCKET, SO_RCVBUF, &size, length) == 0 else {
            throw PosixError("setsockopt", code: errno)
        }
        return probe
    }

    /// Sends as much of a request as the server takes, and reads what it says; nil when it says nothing.
    fileprivate func answer(to text: String) throws -> Answer? {
        // A server that has closed already takes nothing and may still have said something.
        try? socket.writeAll(Array(text.utf8))
        return try rest()
    }
}
