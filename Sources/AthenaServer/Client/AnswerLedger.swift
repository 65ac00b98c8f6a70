internal import AthenaJSON
internal import AthenaMCP

/// Which of the requests that went by still want an answer, found out from the lines of both directions.
package struct AnswerLedger: Sendable {
    private struct Debt {
        var owed = 0
        var waiting = 0
        var isOfBatch = false
    }

    private var requests = LineFramer(limit: JSONLimits().maxBytes)
    private var answers = LineFramer(limit: SocketClient.answers.maxBytes)
    private var debts: [JSON: Debt] = [:]

    /// Nothing went by.
    package init() {}

    /// How many requests want an answer, those left out that wait for something to happen.
    package var owed: Int { debts.values.reduce(0) { $0 + $1.owed } }

    /// Notes what the client says.
    package mutating func asked(_ bytes: [UInt8]) {
        for frame in requests.feed(bytes) { note(frame) }
    }

    /// Notes that the client has said everything.
    package mutating func askedEverything() {
        if let rest = requests.finish() { note(rest) }
    }

    /// Notes what the server says.
    package mutating func answered(_ bytes: [UInt8]) {
        for frame in answers.feed(bytes) {
            // What cannot be read answers nothing.
            guard case .line(let line) = frame, let json = try? JSON(parsing: line, limits: SocketClient.answers)
            else { continue }
            for message in json.arrayValue ?? [json] where message["method"] == nil { settle(message) }
        }
    }

    private mutating func note(_ frame: LineFramer.Frame) {
        // What cannot be read is refused under no id at all.
        guard case .line(let line) = frame, let json = try? JSON(parsing: line) else { return }
        if let batch = json.arrayValue {
            for message in batch { note(message, isOfBatch: true) }
        } else {
            note(json, isOfBatch: false)
        }
    }

    private mutating func note(_ message: JSON, isOfBatch: Bool) {
        guard let method = message["method"]?.stringValue else { return }
        let params = message["params"]
        if method == "notifications/cancelled", let id = params?["requestId"] { return forgive(id) }
        guard let id = message["id"], id.stringValue != nil || id.integerValue != nil else { return }
        let arguments = params?["arguments"]?.objectValue ?? [:]
        let waits = method == "tools/call" && WaitingCall.seconds(arguments) > 0
        debts[id, default: Debt()].owed += waits ? 0 : 1
        debts[id, default: Debt()].waiting += waits ? 1 : 0
        debts[id]?.isOfBatch = isOfBatch
    }

    private mutating func settle(_ answer: JSON) {
        guard let id = answer["id"], !id.isNull else {
            // A batch that is refused as a whole is answered under no id.
            debts = debts.filter { !$0.value.isOfBatch }
            return
        }
        forgive(id)
    }

    private mutating func forgive(_ id: JSON) {
        guard var debt = debts[id] else { return }
        if debt.owed > 0 { debt.owed -= 1 } else { debt.waiting -= 1 }
        debts[id] = debt.owed + debt.waiting > 0 ? debt : nil
    }
}
