import AthenaServer
import Testing

@Suite("Which requests still want an answer")
struct AnswerLedgerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let asked: [String]
        var answered: [String] = []
        let owed: Int
    }

    static let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
    static let pong = #"{"jsonrpc":"2.0","id":1,"result":{}}"#
    static let claim =
        #"{"id":2,"method":"tools/call","params":{"name":"claim_task","arguments":{"wait_seconds":45}}}"#
    static let batch = #"[{"id":1,"method":"ping"},{"id":2,"method":"ping"},{"method":"notifications/x"}]"#

    static let cases = [
        Case(testDescription: "nothing asked", asked: [], owed: 0),
        Case(testDescription: "asked", asked: [ping], owed: 1),
        Case(testDescription: "answered", asked: [ping], answered: [pong], owed: 0),
        Case(testDescription: "one of two with the same id", asked: [ping, ping], answered: [pong], owed: 1),
        Case(
            testDescription: "a text is another id than a number",
            asked: [ping],
            answered: [#"{"id":"1","result":{}}"#],
            owed: 1
        ),
        Case(testDescription: "refused", asked: [ping], answered: [#"{"id":1,"error":{"code":-32601}}"#], owed: 0),
        Case(testDescription: "a call that waits", asked: [claim], owed: 0),
        Case(
            testDescription: "a call that does not",
            asked: [claim.replacing("45", with: "0")],
            owed: 1
        ),
        Case(testDescription: "a notification", asked: [#"{"method":"notifications/initialized"}"#], owed: 0),
        Case(
            testDescription: "cancelled",
            asked: [ping, #"{"method":"notifications/cancelled","params":{"requestId":1}}"#],
            owed: 0
        ),
        Case(testDescription: "no JSON", asked: ["ping", #"{"id":null,"method":"ping"}"#], owed: 0),
        Case(testDescription: "a batch", asked: [batch], owed: 2),
        Case(testDescription: "a batch answered", asked: [batch], answered: [#"[{"id":2},{"id":1}]"#], owed: 0),
        Case(
            testDescription: "a batch refused as a whole",
            asked: [batch, #"{"id":3,"method":"ping"}"#],
            answered: [#"{"id":null,"error":{"code":-32600}}"#],
            owed: 1
        ),
        Case(
            testDescription: "a notification of the server answers nothing",
            asked: [ping],
            answered: [#"{"method":"notifications/progress","params":{"progress":1}}"#],
            owed: 1
        ),
    ]

    @Test("counts whatever wants an answer", arguments: cases)
    func counts(_ test: Case) {
        var ledger = AnswerLedger()
        for line in test.asked { ledger.asked(Array("\(line)\n".utf8)) }
        for line in test.answered { ledger.answered(Array("\(line)\n".utf8)) }
        #expect(ledger.owed == test.owed)
    }

    @Test("lines may be cut anywhere, and the last needs no end")
    func cuts() {
        var ledger = AnswerLedger()
        for byte in Self.ping.utf8 { ledger.asked([byte]) }
        #expect(ledger.owed == 0)
        ledger.askedEverything()
        #expect(ledger.owed == 1)
        for byte in "\(Self.pong)\n".utf8 { ledger.answered([byte]) }
        #expect(ledger.owed == 0)
    }
}
