import AthenaMCP
import Synchronization

/// What a client of HTTP sees in the end.
struct HTTPOutcome: Sendable {
    let status: Int
    let headers: [String: String]
    let body: [UInt8]

    /// The messages in it: the body, or the data of each event.
    var messages: [String] {
        let text = String(decoding: body, as: UTF8.self)
        guard headers["content-type"] == "text/event-stream" else { return text.isEmpty ? [] : [text] }
        return text.split(separator: "\n").filter { $0.hasPrefix("data: ") }.map { String($0.dropFirst(6)) }
    }
}

extension HTTPExchange {
    /// Does everything a transport does with a request.
    func outcome(of request: HTTPExchangeRequest) async -> HTTPOutcome {
        switch plan(request) {
        case .answer(let answer): return HTTPOutcome(answer)
        case .call(let call): return HTTPOutcome(await call.answer())
        case .stream(let stream):
            let written = Written()
            await stream.run { written.append($0) }
            return HTTPOutcome(
                status: stream.status,
                headers: Dictionary(stream.headers.map { ($0.name, $0.value) }) { $1 },
                body: written.bytes
            )
        }
    }
}

extension HTTPOutcome {
    init(_ answer: HTTPAnswer) {
        status = answer.status
        headers = Dictionary(answer.headers.map { ($0.name, $0.value) }) { $1 }
        body = answer.body
    }
}

/// Collects what is written.
final class Written: Sendable {
    private let storage = Mutex<[UInt8]>([])

    var bytes: [UInt8] { storage.withLock { $0 } }

    /// The complete lines so far.
    var lines: [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    func append(_ bytes: [UInt8]) -> Bool {
        storage.withLock { $0 += bytes }
        return true
    }
}
