import AthenaJSON
import Testing

@testable import AthenaMCP

@Suite("Legacy HTTP sessions")
struct SessionTests {
    private let caller = CallerID("a")

    private func table(capacity: Int, share: Int = 100) -> SessionTable {
        SessionTable(capacity: capacity, share: share) { UInt64.random(in: .min ... .max) }
    }

    @Test("a session belongs to the credential that made it")
    func owner() {
        let table = table(capacity: 4)
        let id = table.insert(Session(), owner: caller)
        #expect(table.find(id, for: caller) != nil)
        #expect(table.find(id, for: CallerID("b")) == nil)
        #expect(!table.remove(id, for: CallerID("b")))
        #expect(table.remove(id, for: caller))
        #expect(table.find(id, for: caller) == nil)
    }

    @Test("the table is bounded, and forgets what is unused for longest")
    func bound() {
        let table = table(capacity: 2)
        let first = table.insert(Session(), owner: caller)
        let second = table.insert(Session(), owner: caller)
        _ = table.find(first, for: caller)
        let third = table.insert(Session(), owner: caller)
        #expect(table.count == 2)
        #expect(table.find(second, for: caller) == nil)
        #expect(table.find(first, for: caller) != nil)
        #expect(table.find(third, for: caller) != nil)
    }

    @Test("a caller with many sessions pushes out its own only")
    func share() {
        let table = table(capacity: 10, share: 2)
        let other = table.insert(Session(), owner: CallerID("b"))
        let ids = (0..<5).map { _ in table.insert(Session(), owner: caller) }
        #expect(table.count == 3)
        #expect(table.find(other, for: CallerID("b")) != nil)
        #expect(ids.map { table.find($0, for: caller) != nil } == [false, false, false, true, true])
    }

    @Test("ids are 128 bits of visible ASCII")
    func ids() {
        let ids = (0..<100).map { _ in table(capacity: 1).insert(Session(), owner: caller) }
        #expect(Set(ids).count == 100)
        #expect(ids.allSatisfy { $0.utf8.count == 22 && $0.utf8.allSatisfy { (0x21...0x7e).contains($0) } })
    }

    @Test("the end of a session cancels what it has in flight")
    func cancellation() {
        let table = table(capacity: 4)
        let session = Session()
        let id = table.insert(session, owner: caller)
        let running = session.inFlight.begin(.integer(1))
        #expect(session.inFlight.begin(.integer(1)) == nil)
        #expect(table.remove(id, for: caller))
        #expect(running?.isCancelled == true)
    }

    @Test("a session ends with DELETE and is unknown afterwards")
    func deletion() async {
        let exchange = HTTPExchange(server: Fixture.server())
        let id = await Fixture.openSession(.v2025_11_25, on: exchange)
        func ask(_ method: String) async -> Int {
            let body = Array(Corpus.old("ping").utf8)
            let fields = Fixture.fields([("mcp-session-id", id)])
            let request = HTTPExchangeRequest(method: method, fields: fields, body: body, caller: Fixture.caller)
            return await exchange.outcome(of: request).status
        }
        #expect(await ask("POST") == 200)
        #expect(await ask("DELETE") == 204)
        #expect(await ask("POST") == 404)
        #expect(await ask("DELETE") == 404)
    }

    @Test("a log level of one session is none of another's")
    func logLevel() async {
        let exchange = HTTPExchange(server: Fixture.server())
        let loud = await Fixture.openSession(.v2025_11_25, on: exchange)
        let quiet = await Fixture.openSession(.v2025_11_25, on: exchange)
        func ask(_ session: String, _ text: String) async -> [String] {
            let fields = Fixture.fields([("mcp-session-id", session)])
            let body = Array(text.utf8)
            let request = HTTPExchangeRequest(method: "POST", fields: fields, body: body, caller: Fixture.caller)
            return await exchange.outcome(of: request).messages
        }
        _ = await ask(loud, Corpus.old("logging/setLevel", #"{"level":"error"}"#))
        #expect(await ask(loud, Corpus.oldCall("speak")).count == 2)
        #expect(await ask(quiet, Corpus.oldCall("speak")).count == 1)
    }
}
