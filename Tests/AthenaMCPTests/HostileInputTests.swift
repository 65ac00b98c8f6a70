import AthenaJSON
import AthenaMCP
import Testing

@Suite("Hostile input")
struct HostileInputTests {
    /// A generator that gives the same numbers for the same seed.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }

    @Test("a mangled request gets a well-formed answer or none", arguments: 0..<8 as Range<UInt64>)
    func mangledRequests(seed: UInt64) async throws {
        var generator = Seeded(state: seed)
        let exchange = HTTPExchange(server: Fixture.server())
        let server = Fixture.server()
        for row in Corpus.rows {
            let body = mangle(Array(row.request.utf8), &generator)
            let context = TransportContext(caller: Fixture.caller, transport: .line(Session()))
            if let message = await server.handle(body, from: context).message { try check(message) }
            let fields = Fixture.fields(row.given)
            let request = HTTPExchangeRequest(method: "POST", fields: fields, body: body, caller: Fixture.caller)
            let outcome = await exchange.outcome(of: request)
            #expect([200, 202, 400, 403, 404, 406, 415, 421].contains(outcome.status))
            for message in outcome.messages { try check(Array(message.utf8)) }
        }
    }

    /// Every message is JSON-RPC with exactly one of result, error and method, on one line.
    private func check(_ message: [UInt8]) throws {
        #expect(!message.contains(10))
        let json = try JSON(parsing: message)
        for element in json.arrayValue ?? [json] {
            #expect(element["jsonrpc"] == "2.0")
            #expect(["result", "error", "method"].count { element[$0] != nil } == 1)
        }
    }

    private func mangle(_ bytes: [UInt8], _ generator: inout Seeded) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let place = bytes.indices.randomElement(using: &generator) ?? 0
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(Array(#"{}[]",:0ntf\"#.utf8).randomElement(using: &generator) ?? 0, at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }
}
