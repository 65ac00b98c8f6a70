import AthenaJSON
import AthenaMCP
import Testing

@Suite("A line connection", .timeLimit(.minutes(1)))
struct LineConnectionTests {
    private func call(_ tool: String, id: Int, name: String) -> String {
        Corpus.old("tools/call", #"{"name":"\#(tool)","arguments":{"name":"\#(name)"}}"#, id: "\(id)")
    }

    private func cancel(_ id: String) -> String {
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(id)}}"#
    }

    @Test("answers a ping while a call waits")
    func pingDuringCall() async throws {
        let tools = GatedTools()
        let client = LineClient()
        try await client.converse(with: Fixture.server(tools: tools)) { lines in
            var events = tools.events.makeAsyncIterator()
            client.send(call("wait", id: 1, name: "a"))
            #expect(await events.next() == .started("a"))
            client.send(Corpus.old("ping", id: "2"))
            #expect(await lines.next() == Corpus.result("{}", id: "2") + "\n")
            tools.open()
            #expect(await lines.next()?.contains(#""id":1"#) == true)
            client.hangUp()
        }
    }

    @Test("writes nothing for a cancelled request and gives back what it promised")
    func cancellation() async throws {
        let tools = GatedTools()
        let client = LineClient()
        try await client.converse(with: Fixture.server(tools: tools)) { lines in
            var events = tools.events.makeAsyncIterator()
            client.send(call("wait", id: 1, name: "a"))
            #expect(await events.next() == .started("a"))
            client.send(cancel("1"))
            #expect(await events.next() == .cancelled("a"))
            #expect(await events.next() == .undelivered("a"))
            client.send(Corpus.old("ping", id: "2"))
            #expect(await lines.next() == Corpus.result("{}", id: "2") + "\n")
            client.hangUp()
            #expect(await lines.next() == nil)
        }
    }

    @Test("tells a text id from a number when it cancels")
    func cancellationByKind() async throws {
        let tools = GatedTools()
        let client = LineClient()
        try await client.converse(with: Fixture.server(tools: tools)) { lines in
            var events = tools.events.makeAsyncIterator()
            client.send(call("wait", id: 1, name: "a"))
            #expect(await events.next() == .started("a"))
            client.send(cancel(#""1""#))
            client.send(Corpus.old("ping", id: "2"))
            _ = await lines.next()
            tools.open()
            #expect(await lines.next()?.contains(#""id":1"#) == true)
            client.hangUp()
        }
    }

    @Test("cancels a request that still waits for its turn")
    func cancellationInQueue() async throws {
        let tools = GatedTools()
        let client = LineClient()
        var limits = LineLimits()
        limits.maximumRunning = 1
        try await client.converse(with: Fixture.server(tools: tools), limits: limits) { lines in
            var events = tools.events.makeAsyncIterator()
            client.send(call("wait", id: 1, name: "a"))
            #expect(await events.next() == .started("a"))
            client.send(call("quick", id: 2, name: "b"))
            client.send(call("quick", id: 3, name: "c"))
            client.send(cancel("2"))
            client.send(Corpus.old("ping", id: "4"))
            _ = await lines.next()
            tools.open()
            #expect(await lines.next()?.contains(#""id":1"#) == true)
            #expect(await lines.next()?.contains(#""id":3"#) == true)
            client.hangUp()
            #expect(await lines.next() == nil)
        }
    }

    @Test("refuses an id that is in flight, and takes it again afterwards")
    func duplicateID() async throws {
        let tools = GatedTools()
        let client = LineClient()
        try await client.converse(with: Fixture.server(tools: tools)) { lines in
            var events = tools.events.makeAsyncIterator()
            client.send(call("wait", id: 1, name: "a"))
            #expect(await events.next() == .started("a"))
            client.send(call("quick", id: 1, name: "b"))
            #expect(await lines.next()?.contains("-32600") == true)
            tools.open()
            #expect(await lines.next()?.contains(#""id":1,"result""#) == true)
            client.send(call("quick", id: 1, name: "c"))
            #expect(await lines.next()?.contains(#""id":1,"result""#) == true)
            client.hangUp()
        }
    }

    @Test("answers everything that was piped in before the end of input")
    func pipedIn() async throws {
        let client = LineClient()
        for id in 0..<2_000 { client.send(call("quick", id: id, name: "x")) }
        client.hangUp()
        try await client.converse(with: Fixture.server(tools: GatedTools())) { lines in
            var ids: Set<Int64> = []
            while let line = await lines.next() {
                if let id = try JSON(parsing: line)["id"]?.integerValue { ids.insert(id) }
            }
            #expect(ids.count == 2_000)
        }
    }

    @Test("gives up a call that waits once the input has ended and patience is over")
    func patience() async throws {
        let tools = GatedTools()
        let client = LineClient()
        let clock = ManualClock()
        try await client.converse(with: Fixture.server(tools: tools), clock: clock) { lines in
            var events = tools.events.makeAsyncIterator()
            var sleeps = clock.sleeps.makeAsyncIterator()
            client.send(call("wait", id: 1, name: "a"))
            #expect(await events.next() == .started("a"))
            client.hangUp()
            _ = await sleeps.next()
            clock.advance(by: .seconds(1))
            #expect(await events.next() == .cancelled("a"))
            #expect(await events.next() == .undelivered("a"))
            #expect(await lines.next() == nil)
        }
    }

    @Test("a call that only takes long is answered although the input has ended")
    func patienceWithWork() async throws {
        let tools = GatedTools()
        let client = LineClient()
        let clock = ManualClock()
        try await client.converse(with: Fixture.server(tools: tools), clock: clock) { lines in
            var events = tools.events.makeAsyncIterator()
            var sleeps = clock.sleeps.makeAsyncIterator()
            client.send(call("slow", id: 1, name: "a"))
            #expect(await events.next() == .started("a"))
            client.hangUp()
            _ = await sleeps.next()
            clock.advance(by: .seconds(1))
            _ = await sleeps.next()
            clock.advance(by: .seconds(5))
            tools.open()
            #expect(await lines.next()?.contains(#""id":1,"result""#) == true)
            #expect(await lines.next() == nil)
        }
    }

    @Test("a call that never ends is given up in the end")
    func patienceWithEndlessWork() async throws {
        let tools = GatedTools()
        let client = LineClient()
        let clock = ManualClock()
        try await client.converse(with: Fixture.server(tools: tools), clock: clock) { lines in
            var events = tools.events.makeAsyncIterator()
            var sleeps = clock.sleeps.makeAsyncIterator()
            client.send(call("slow", id: 1, name: "a"))
            #expect(await events.next() == .started("a"))
            client.hangUp()
            for patience in [LineLimits().waitingPatience, LineLimits().drainPatience] {
                _ = await sleeps.next()
                clock.advance(by: patience)
            }
            #expect(await events.next() == .cancelled("a"))
            #expect(await events.next() == .undelivered("a"))
            #expect(await lines.next() == nil)
        }
    }

    @Test("gives everything up when nobody reads any more")
    func brokenPipe() async throws {
        let tools = GatedTools()
        let client = LineClient()
        try await client.converse(with: Fixture.server(tools: tools)) { lines in
            var events = tools.events.makeAsyncIterator()
            client.send(call("wait", id: 1, name: "a"))
            #expect(await events.next() == .started("a"))
            client.stopReading()
            client.send(call("quick", id: 2, name: "b"))
            var seen: Set<GatedTools.Event> = []
            for _ in 0..<4 { if let event = await events.next() { seen.insert(event) } }
            #expect(seen == [.started("b"), .undelivered("b"), .cancelled("a"), .undelivered("a")])
            client.hangUp()
            #expect(await lines.next() == nil)
        }
    }

    @Test("skips a line that is too long and goes on")
    func longLine() async throws {
        let client = LineClient()
        var limits = LineLimits()
        limits.maximumLineBytes = 100
        try await client.converse(with: Fixture.server(), limits: limits) { lines in
            client.send(bytes: Array(repeating: UInt8(ascii: "x"), count: 90))
            client.send(bytes: Array(repeating: UInt8(ascii: "x"), count: 90))
            #expect(await lines.next() == Corpus.invalid("The line is longer than allowed; it was skipped") + "\n")
            client.send("")
            client.send(Corpus.old("ping"))
            #expect(await lines.next() == Corpus.result("{}") + "\n")
            client.hangUp()
        }
    }

    @Test("reads a message cut anywhere, ended by CRLF or by the end of input")
    func cuts() async throws {
        let client = LineClient()
        try await client.converse(with: Fixture.server()) { lines in
            for byte in Corpus.old("ping").utf8 { client.send(bytes: [byte]) }
            client.send(bytes: [13, 10, 13, 10, 10])
            client.send(bytes: Array(Corpus.old("ping", id: "2").utf8))
            client.hangUp()
            #expect(await lines.next() == Corpus.result("{}") + "\n")
            #expect(await lines.next() == Corpus.result("{}", id: "2") + "\n")
            #expect(await lines.next() == nil)
        }
    }

    @Test("serves both eras message by message")
    func eras() async throws {
        let client = LineClient()
        try await client.converse(with: Fixture.server()) { lines in
            let modern = CorpusRow("", Corpus.modern("server/discover")).request
            client.send(modern)
            #expect(await lines.next()?.contains("supportedVersions") == true)
            client.send(Fixture.initialize(.v2025_06_18))
            #expect(await lines.next()?.contains(#""protocolVersion":"2025-06-18""#) == true)
            client.send(modern)
            #expect(await lines.next()?.contains("supportedVersions") == true)
            client.send(Corpus.old("tools/list"))
            #expect(await lines.next()?.contains("resultType") == false)
            client.hangUp()
        }
    }
}
