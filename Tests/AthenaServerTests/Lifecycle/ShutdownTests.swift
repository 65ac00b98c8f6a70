import AthenaCore
import AthenaJSON
import AthenaServer
import Testing

@Suite("The end of a server")
struct ShutdownTests {
    @Test("a call in flight is answered before the server ends")
    func finishesCalls() async throws {
        let probe = ProbeOperation()
        var options = TestServer.Options()
        options.operations = [probe]
        let answer = try await TestServer.with(options) { server in
            let client = try await SocketProbe.welcomed(by: server)
            try await client.send(1, "tools/call", ["name": "probe", "arguments": [:]])
            await probe.begun.wait()
            server.run.stop.stop(because: "the test says so")
            probe.mayEnd.open()
            return try await client.message()
        }
        #expect(answer["result"]?["structuredContent"] == ["done": true])
        #expect(!probe.undelivered.isOpen)
    }

    @Test("a call that does not end is cancelled, and what it answers is undone")
    func cancelsCalls() async throws {
        let probe = ProbeOperation()
        var options = TestServer.Options()
        options.operations = [probe]
        try await TestServer.with(options) { server in
            let client = try await SocketProbe.welcomed(by: server)
            try await client.send(1, "tools/call", ["name": "probe", "arguments": [:]])
            await probe.begun.wait()
            server.run.stop.stop(because: "the test says so")
            await probe.cancelled.wait()
            await probe.undelivered.wait()
        }
    }

    @Test("a client that does not read its answers does not hold up the end", .timeLimit(.minutes(1)))
    func cutsClientsThatDoNotRead() async throws {
        var options = TestServer.Options()
        options.operations = [BulkOperation()]
        let client = try await TestServer.with(options) { server in
            let client = try await SocketProbe.welcomed(by: server)
            for id in 1...8 { try await client.send(Int64(id), "tools/call", ["name": "bulk", "arguments": [:]]) }
            server.run.stop.stop(because: "the test says so")
            return client
        }
        client.stream.end()
    }

    @Test("a call that waits is given up as soon as its client is gone for good")
    func dropsWaitingCalls() async throws {
        let probe = ProbeOperation()
        var options = TestServer.Options()
        options.operations = [probe]
        try await TestServer.with(options) { server in
            let client = try await SocketProbe.welcomed(by: server)
            try await client.send(1, "tools/call", ["name": "probe", "arguments": ["wait_seconds": 45]])
            await probe.begun.wait()
            client.stream.end()
            await probe.cancelled.wait()
            await probe.undelivered.wait()
        }
    }

    @Test("an answer whose client has gone is undone")
    func undoesUndelivered() async throws {
        let probe = ProbeOperation()
        var options = TestServer.Options()
        options.operations = [probe]
        try await TestServer.with(options) { server in
            let client = try await SocketProbe.welcomed(by: server)
            try await client.send(1, "tools/call", ["name": "probe", "arguments": [:]])
            await probe.begun.wait()
            client.stream.end()
            await probe.undelivered.wait()
        }
    }

    @Test("a database opens again after its server has ended")
    func givesTheDatabaseBack() async throws {
        let folder = try TemporaryFolder()
        for _ in 0..<2 {
            try await TestServer.with(in: folder) { server in
                let client = try await SocketClient.connecting(Connector(server))
                #expect(try await client.call("echo")["principal"] == "local")
                client.close()
            }
        }
    }
}
