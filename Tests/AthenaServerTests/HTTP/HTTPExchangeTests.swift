import AthenaCore
import AthenaJSON
import AthenaOperations
import AthenaServer
import Testing

@Suite("MCP over real HTTP")
struct HTTPExchangeTests {
    func withServer(
        _ operations: [any Operation] = [EchoOperation()],
        _ body: @Sendable (TestServer, String) async throws -> Void
    ) async throws {
        var options = TestServer.Options()
        options.speaksHTTP = true
        options.operations = operations
        try await TestServer.with(options) { server in try await body(server, try server.firstToken) }
    }

    @Test("a call is answered as the holder of the token")
    func answersCalls() async throws {
        try await withServer { server, token in
            let answer = try await HTTPText(calling: "echo", on: server, token: token).answer(from: server)
            #expect(answer?.headers["content-type"] == "application/json")
            let result = answer?.json?["result"]?["structuredContent"]
            #expect(result?["principal"]?.stringValue == AccessToken(parsing: token)?.key)
        }
    }

    @Test(
        "only JSON that may be answered is read",
        arguments: [
            ("Content-Type", "text/plain", 415), ("Content-Type", nil, 415), ("Accept", "text/html", 406),
            ("Mcp-Method", "tools/list", 400), ("MCP-Protocol-Version", "1999-01-01", 400),
        ]
    )
    func checksHeaders(name: String, value: String?, status: Int) async throws {
        try await withServer { server, token in
            var request = HTTPText(calling: "echo", on: server, token: token)
            request.set(name, value)
            let requestStatus = try await request.answer(from: server)?.status
            #expect(requestStatus == status)
        }
    }

    @Test("a body over the limit is refused before it is read, and the connection ends")
    func limitsBodies() async throws {
        try await withServer { server, token in
            var request = HTTPText(calling: "echo", on: server, token: token)
            request.set("Connection", nil)
            let text = request.head("Content-Length: 5000000") + "{"
            let port = server.port
            let answer = try await SocketProbe.blocking { try HTTPProbe.connecting(to: port).exchange(text) }
            #expect(answer?.status == 413)
        }
    }

    @Test("a body that grows over the limit without saying so is refused too")
    func limitsChunkedBodies() async throws {
        try await withServer { server, token in
            var request = HTTPText(calling: "echo", on: server, token: token)
            request.set("Connection", nil)
            let piece = String(repeating: " ", count: 65_536)
            // One byte over the limit and no end: nothing stays unread when the server closes, so that its answer arrives.
            let chunks = String(repeating: "10000\r\n\(piece)\r\n", count: 64) + "1\r\n \r\n"
            let text = request.head("Transfer-Encoding: chunked") + chunks
            let port = server.port
            let answer = try await SocketProbe.blocking { try HTTPProbe.connecting(to: port).exchange(text) }
            #expect(answer?.status == 413)
        }
    }

    @Test("a client that leaves cancels its call that waits, and what was answered is undone")
    func cancelsOnDisconnect() async throws {
        let probe = ProbeOperation()
        try await withServer([probe]) { server, token in
            let text = HTTPText(calling: "probe", on: server, token: token, waiting: 45).text
            let port = server.port
            let connection = try await SocketProbe.blocking { () -> HTTPProbe in
                let connection = try HTTPProbe.connecting(to: port)
                try connection.socket.writeAll(Array(text.utf8))
                return connection
            }
            await probe.begun.wait()
            connection.leave()
            await probe.cancelled.wait()
            await probe.undelivered.wait()
        }
    }

    @Test("an answer that arrives is not undone")
    func deliversPromises() async throws {
        let probe = ProbeOperation()
        probe.mayEnd.open()
        try await withServer([probe]) { server, token in
            let answer = try await HTTPText(calling: "probe", on: server, token: token).answer(from: server)
            #expect(answer?.json?["result"]?["structuredContent"] == ["done": true])
        }
        #expect(!probe.undelivered.isOpen && !probe.cancelled.isOpen)
    }

    @Test("an answer that was taken is not undone, however soon its client leaves", arguments: [false, true])
    func deliversToHastyClients(asStream: Bool) async throws {
        let probe = ProbeOperation()
        probe.mayEnd.open()
        try await withServer([probe]) { server, token in
            var request = HTTPText(calling: "probe", on: server, token: token)
            request.set("Connection", nil)
            if asStream { request.set("Accept", "text/event-stream") }
            let (text, port) = (Array(request.text.utf8), server.port)
            try await SocketProbe.blocking {
                for _ in 0..<200 {
                    let connection = try HTTPProbe.connecting(to: port)
                    try connection.socket.writeAll(text)
                    var answer = ""
                    while !answer.contains(#""id":1"#) {
                        answer += String(decoding: try connection.socket.read(upTo: 65_536), as: UTF8.self)
                    }
                    connection.leave()
                }
            }
        }
        #expect(!probe.undelivered.isOpen && !probe.cancelled.isOpen)
    }

    @Test("several requests share one connection")
    func keepsConnections() async throws {
        let probe = ProbeOperation()
        probe.mayEnd.open()
        try await withServer([probe]) { server, token in
            var request = HTTPText(calling: "probe", on: server, token: token)
            let last = request.text
            request.set("Connection", nil)
            let text = request.text
            let port = server.port
            let answer = try await SocketProbe.blocking { () -> HTTPProbe.Answer? in
                let connection = try HTTPProbe.connecting(to: port)
                for _ in 0..<3 {
                    try connection.socket.writeAll(Array(text.utf8))
                    _ = try connection.socket.read(upTo: 65_536)
                }
                return try connection.exchange(last)
            }
            #expect(answer?.status == 200)
        }
        #expect(!probe.undelivered.isOpen && !probe.cancelled.isOpen)
    }

    @Test("progress makes a stream of events whose last is the answer")
    func streams() async throws {
        try await withServer { server, token in
            var request = HTTPText(calling: "echo", on: server, token: token)
            request.body = request.body.replacing(#""_meta":{"#, with: #""_meta":{"progressToken":1,"#)
            let answer = try await request.answer(from: server)
            #expect(answer?.status == 200)
            #expect(answer?.headers["content-type"] == "text/event-stream")
            #expect(answer?.body.contains("data: ") == true && answer?.body.contains(#""id":1"#) == true)
        }
    }

    @Test("the pages for watching the server tell its state")
    func tellsItsState() async throws {
        try await withServer { server, _ in
            #expect(try await HTTPText(getting: "/healthz", on: server).answer(from: server)?.json?["status"] == "ok")
            var ready: HTTPProbe.Answer?
            while ready?.status != 200 {
                ready = try await HTTPText(getting: "/readyz", on: server).answer(from: server)
            }
            #expect(ready?.json?["store"] == "open" && ready?.json?["writable"] == true)
            #expect(ready?.json?["schema"] == 1)
            #expect(ready?.json?["scheduler"]?["fresh"] == true)
        }
    }
}
