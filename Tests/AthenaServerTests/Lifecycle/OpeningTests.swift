import AthenaCore
import AthenaJSON
import AthenaServer
import Testing

@Suite("A server whose database is still being opened")
struct OpeningTests {
    @Test("it lists its tools at once, and calls wait")
    func listsBeforeItOpens() async throws {
        var options = TestServer.Options()
        let opens = Latch()
        options.opensDatabase = opens
        try await TestServer.with(options) { server in
            let client = try await SocketClient.connecting(Connector(server))
            #expect(try await client.request("server/discover")["supportedVersions"] != nil)
            #expect(try await client.request("tools/list")["tools"]?.arrayValue?.count == 1)
            #expect(!server.run.isOpen)
            let answer = Task { try await client.call("echo") }
            opens.open()
            #expect(try await answer.value["principal"] == "local")
            client.close()
        }
    }

    @Test("calls hear why a database does not open, and the server ends")
    func tellsFailures() async throws {
        var options = TestServer.Options()
        let opens = Latch()
        options.opensDatabase = opens
        options.failure = AthenaError(.unavailable, "The disk is on holiday.", next: "Wait.")
        await #expect(throws: AthenaError.self) {
            try await TestServer.with(options) { server in
                let client = try await SocketProbe.welcomed(by: server)
                try await client.send(1, "tools/call", ["name": "echo", "arguments": [:]])
                try await client.send(2, "server/discover")
                #expect(try await client.message()["id"] == 2)
                opens.open()
                let answer = try await client.message()
                #expect(answer["id"] == 1 && answer["result"]?["isError"] == true)
                #expect(answer["result"]?["content"]?[0]?["text"]?.stringValue?.contains("on holiday") == true)
            }
        }
    }
}

@Suite("The gate of a database")
struct OpeningGateTests {
    @Test("whoever waits gets in when it opens")
    func letsIn() async throws {
        let clock = ManualClock()
        let gate = OpeningGate<Int>(clock: clock)
        let first = Task { try await gate.enter() }
        let second = Task { try await gate.enter() }
        await clock.sleepers(atLeast: 2)
        gate.open(7)
        #expect(try await [first.value, second.value, gate.enter()] == [7, 7, 7])
        #expect(gate.value == 7)
    }

    @Test("whoever waits too long is told to come back")
    func hasLimitedPatience() async throws {
        let clock = ManualClock()
        let gate = OpeningGate<Int>(patience: .seconds(5), clock: clock)
        let waiting = Task { try await gate.enter() }
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(5))
        await #expect {
            try await waiting.value
        } throws: { error in
            (error as? AthenaError)?.code == .unavailable && (error as? AthenaError)?.retryAfterMs != nil
        }
    }

    @Test("a failure is told to those who wait and those who come")
    func staysFailed() async throws {
        let clock = ManualClock()
        let gate = OpeningGate<Int>(clock: clock)
        let waiting = Task { try await gate.enter() }
        await clock.sleepers(atLeast: 1)
        gate.fail(AthenaError(.internalError, "broken", next: ""))
        gate.open(7)
        await #expect(throws: AthenaError.self) { try await waiting.value }
        await #expect(throws: AthenaError.self) { try await gate.enter() }
        #expect(gate.value == nil)
    }

    @Test("whoever gives up leaves at once")
    func canBeGivenUp() async throws {
        let clock = ManualClock()
        let gate = OpeningGate<Int>(clock: clock)
        let waiting = Task { try await gate.enter() }
        await clock.sleepers(atLeast: 1)
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        gate.open(7)
        #expect(try await gate.enter() == 7)
    }
}
