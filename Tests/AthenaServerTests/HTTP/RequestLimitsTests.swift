import AthenaCore
import AthenaServer
import Testing

@Suite("What one HTTP request may cost", .timeLimit(.minutes(1)))
struct RequestLimitsTests {
    func withServer(
        _ change: @escaping @Sendable (inout HTTPSettings) -> Void = { _ in },
        _ body: @Sendable (TestServer) async throws -> Void
    ) async throws {
        var options = TestServer.Options()
        options.speaksHTTP = true
        options.http = change
        try await TestServer.with(options, body)
    }

    /// What makes that a request is refused for its head alone, and the status that it gets.
    struct Flaw: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let status: Int
        let put: @Sendable (inout HTTPText) -> Void

        init(_ what: String, _ status: Int, _ put: @escaping @Sendable (inout HTTPText) -> Void) {
            testDescription = what
            self.status = status
            self.put = put
        }
    }

    static let flaws = [
        Flaw("no token", 401) { $0.set("Authorization", nil) },
        Flaw("a foreign host", 421) { $0.set("Host", "evil.example") },
        Flaw("a foreign page", 403) { $0.set("Origin", "http://evil.example") },
        Flaw("no JSON", 415) { $0.set("Content-Type", "text/plain") },
        Flaw("takes no JSON", 406) { $0.set("Accept", "text/html") },
        Flaw("a route that does not exist", 404) { ($0.method, $0.path) = ("GET", "/nowhere") },
    ]

    @Test("behind a refusal nothing of an endless body is read", arguments: flaws)
    func cutsEndlessBodies(flaw: Flaw) async throws {
        try await withServer { server in
            var request = HTTPText(calling: "echo", on: server, token: try server.firstToken)
            request.set("Connection", nil)
            flaw.put(&request)
            let text = request.head("Content-Length: 1000000000")
            let port = server.port
            let (answer, sent) = try await SocketProbe.blocking { () -> (HTTPProbe.Answer?, Int) in
                let probe = try HTTPProbe.connecting(to: port)
                try probe.socket.writeAll(Array(text.utf8))
                let answer = try probe.rest()
                var sent = 0
                let piece = [UInt8](repeating: 0x20, count: 1 << 20)
                while sent < 64, (try? probe.socket.writeAll(piece)) != nil { sent += 1 }
                return (answer, sent)
            }
            #expect(answer?.status == flaw.status)
            #expect(answer?.headers["connection"] == "close")
            #expect(sent < 64, "the server went on reading")
        }
    }

    @Test("an ordinary refusal keeps the connection for the next request")
    func keepsConnections() async throws {
        try await withServer { server in
            var refused = HTTPText(calling: "echo", on: server, token: nil)
            refused.set("Connection", nil)
            let good = HTTPText(calling: "echo", on: server, token: try server.firstToken).text
            let (bad, port) = (refused.text, server.port)
            let answer = try await SocketProbe.blocking { () -> HTTPProbe.Answer? in
                let probe = try HTTPProbe.connecting(to: port)
                try probe.socket.writeAll(Array(bad.utf8))
                _ = try probe.socket.read(upTo: 65_536)
                return try probe.exchange(good)
            }
            #expect(answer?.status == 200)
        }
    }

    @Test("a client has limited time for a head, and none is counted between its requests")
    func limitsTime() async throws {
        try await withServer {
            $0.patience = .milliseconds(300)
        } _: { server in
            var page = HTTPText(getting: "/healthz", on: server)
            page.set("Connection", nil)
            let (text, port) = (page.text, server.port)
            let silent = try await SocketProbe.blocking { try HTTPProbe.connecting(to: port).rest() }
            #expect(silent == nil, "whoever says nothing is cut off")
            let stays = try await SocketProbe.blocking { () -> Bool in
                let probe = try HTTPProbe.connecting(to: port)
                try probe.socket.writeAll(Array(text.utf8))
                _ = try probe.socket.read(upTo: 65_536)
                return try !probe.isEnded(within: 1_000)
            }
            #expect(stays, "the deadline of the first head outlived it")
        }
    }

    @Test("a port that is taken is told with what to do, and nothing is made")
    func tellsTakenPorts() async throws {
        try await withServer { server in
            let folder = try TemporaryFolder()
            var options = TestServer.Options()
            options.speaksHTTP = true
            options.address = "127.0.0.1:\(server.port)"
            // Shows if the database is opened all the same.
            options.failure = AthenaError(.internalError, "It was opened.", next: "")
            let failing = options
            let error = await #expect(throws: AthenaError.self) {
                try await TestServer.with(failing, in: folder) { _ in }
            }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)
            #expect(error?.next.contains("--no-http") == true)
            #expect(!PrivateFile.exists(folder.location.token) && !PrivateFile.exists(folder.location.database))
        }
    }
}
