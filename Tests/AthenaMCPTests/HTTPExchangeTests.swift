import AthenaJSON
import AthenaMCP
import Testing

@Suite("An HTTP exchange", .timeLimit(.minutes(1)))
struct HTTPExchangeTests {
    private func request(_ tool: String, progress: Bool = false, legacy session: String? = nil) -> HTTPExchangeRequest {
        let token = progress ? #","_meta":{"progressToken":1}"# : ""
        let params = #""name":"\#(tool)","arguments":{"name":"a"}"#
        let text =
            session == nil
            ? CorpusRow("", Corpus.modern("tools/call", params)).request
            : Corpus.old("tools/call", "{\(params)\(token)}")
        let modern = [("mcp-protocol-version", "2026-07-28"), ("mcp-method", "tools/call"), ("mcp-name", tool)]
        let fields = Fixture.fields(session.map { [("mcp-session-id", $0)] } ?? modern)
        return HTTPExchangeRequest(method: "POST", fields: fields, body: Array(text.utf8), caller: Fixture.caller)
    }

    @Test("a body over the limit is refused")
    func tooLarge() {
        let body = [UInt8](repeating: 0x20, count: HTTPExchange.maximumBodyBytes + 1)
        let request = HTTPExchangeRequest(method: "POST", fields: Fixture.fields(), body: body, caller: Fixture.caller)
        guard case .answer(let answer) = HTTPExchange(server: Fixture.server()).plan(request) else {
            Issue.record("expected an answer")
            return
        }
        #expect(answer.status == 413)
    }

    @Test("cancelling the task of a modern call cancels its tool")
    func disconnect() async throws {
        let tools = GatedTools()
        let exchange = HTTPExchange(server: Fixture.server(tools: tools))
        guard case .call(let call) = exchange.plan(request("wait")) else {
            Issue.record("expected a call")
            return
        }
        #expect(call.isCancelledByDisconnect)
        await withTaskGroup(of: HTTPAnswer.self) { group in
            var events = tools.events.makeAsyncIterator()
            group.addTask { await call.answer() }
            #expect(await events.next() == .started("a"))
            group.cancelAll()
            #expect(await events.next() == .cancelled("a"))
            await group.next()?.onUndelivered?()
            #expect(await events.next() == .undelivered("a"))
        }
    }

    @Test("a stream whose client is gone gives back what the answer promised")
    func brokenStream() async throws {
        let tools = GatedTools()
        let exchange = HTTPExchange(server: Fixture.server(tools: tools))
        let session = await Fixture.openSession(.v2025_11_25, on: exchange)
        guard case .stream(let stream) = exchange.plan(request("quick", progress: true, legacy: session)) else {
            Issue.record("expected a stream")
            return
        }
        #expect(!stream.isCancelledByDisconnect)
        await stream.run { _ in false }
        var events = tools.events.makeAsyncIterator()
        #expect(await events.next() == .started("a"))
        #expect(await events.next() == .undelivered("a"))
    }

    @Test("a silent stream is kept alive by comments")
    func keepAlive() async throws {
        let tools = GatedTools()
        let clock = ManualClock()
        let exchange = HTTPExchange(server: Fixture.server(tools: tools), clock: clock)
        let session = await Fixture.openSession(.v2025_11_25, on: exchange)
        guard case .stream(let stream) = exchange.plan(request("wait", progress: true, legacy: session)) else {
            Issue.record("expected a stream")
            return
        }
        let (pieces, report) = AsyncStream.makeStream(of: String.self)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await stream.run { bytes in
                    report.yield(String(decoding: bytes, as: UTF8.self))
                    return true
                }
            }
            var sleeps = clock.sleeps.makeAsyncIterator()
            var written = pieces.makeAsyncIterator()
            for _ in 0..<2 {
                _ = await sleeps.next()
                clock.advance(by: .seconds(15))
                #expect(await written.next() == ":\n\n")
            }
            tools.open()
            #expect(await written.next()?.hasPrefix("event: message\ndata: {") == true)
        }
    }

    @Test("a legacy client cancels by notification, within its own session only")
    func legacyCancellation() async throws {
        let tools = GatedTools()
        let exchange = HTTPExchange(server: Fixture.server(tools: tools))
        let session = await Fixture.openSession(.v2025_11_25, on: exchange)
        let stranger = await Fixture.openSession(.v2025_11_25, on: exchange)
        func cancel(in session: String) async -> Int {
            let text = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#
            let fields = Fixture.fields([("mcp-session-id", session)])
            let body = Array(text.utf8)
            let request = HTTPExchangeRequest(method: "POST", fields: fields, body: body, caller: Fixture.caller)
            return await exchange.outcome(of: request).status
        }
        let request = request("wait", legacy: session)
        await withTaskGroup(of: HTTPOutcome.self) { group in
            var events = tools.events.makeAsyncIterator()
            group.addTask { await exchange.outcome(of: request) }
            #expect(await events.next() == .started("a"))
            #expect(await cancel(in: stranger) == 202)
            #expect(await cancel(in: session) == 202)
            #expect(await events.next() == .cancelled("a"))
            #expect(await events.next() == .undelivered("a"))
            #expect(await group.next()?.messages == [])
        }
    }
}
