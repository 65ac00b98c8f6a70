import AthenaJSON
import Synchronization

@testable import AthenaMCP

/// Sends a row over a wire and collects what comes back.
struct CorpusRunner {
    let row: CorpusRow

    /// What came back.
    struct Outcome {
        let messages: [String]
        /// Nil where the wire has none.
        let status: Int?
        let headers: [String: String]
    }

    func run(over wire: CorpusRow.Wire) async throws -> Outcome {
        switch wire {
        case .line: try await runOverLine()
        case .http: await runOverHTTP()
        case .inProcess: await runInProcess()
        }
    }

    private func runOverLine() async throws -> Outcome {
        let written = Written()
        let handshake = row.session.map { [Array((Fixture.initialize($0) + "\n").utf8)] } ?? []
        let (input, feed) = AsyncStream.makeStream(of: [UInt8].self)
        for chunk in handshake + [Array((row.request + "\n").utf8)] { feed.yield(chunk) }
        feed.finish()
        let connection = LineConnection(server: Fixture.server(), caller: row.caller)
        try await connection.run(reading: input) { written.append($0) }
        return Outcome(messages: Array(written.lines.dropFirst(handshake.count)), status: nil, headers: [:])
    }

    private func runInProcess() async -> Outcome {
        let server = Fixture.server()
        let context = TransportContext(caller: row.caller, transport: .line(Session()))
        if let revision = row.session {
            _ = await server.handle(Array(Fixture.initialize(revision).utf8), from: context)
        }
        let notified = Written()
        let reply = await server.handle(Array(row.request.utf8), from: context) { message in
            notified.append(message + [UInt8(ascii: "\n")])
        }
        let answer = reply.message.map { [String(decoding: $0, as: UTF8.self)] } ?? []
        return Outcome(messages: notified.lines + answer, status: nil, headers: [:])
    }

    private func runOverHTTP() async -> Outcome {
        let exchange = HTTPExchange(server: Fixture.server())
        var more: [(String, String)] = []
        if let revision = row.session {
            more.append(("mcp-session-id", await Fixture.openSession(revision, on: exchange)))
            more.append(("mcp-protocol-version", revision.rawValue))
        }
        let usual = (Fixture.baseFields + more + modernFields).filter { !row.withheld.contains($0.0) }
        let request = HTTPExchangeRequest(
            method: row.method,
            fields: HTTPFields((usual + row.given).map { HTTPField($0.0, $0.1) }),
            body: Array(row.request.utf8),
            caller: row.caller
        )
        let outcome = await exchange.outcome(of: request)
        return Outcome(messages: outcome.messages, status: outcome.status, headers: outcome.headers)
    }

    /// The headers that a modern client derives from its message.
    private var modernFields: [(String, String)] {
        guard row.session == nil, let message = try? JSON(parsing: row.request) else { return [] }
        guard let version = message["params"]?["_meta"]?[MetaKey.protocolVersion]?.stringValue else { return [] }
        let method = message["method"]?.stringValue ?? ""
        let name = message["params"]?["name"]?.stringValue ?? message["params"]?["uri"]?.stringValue
        let fields = [("mcp-protocol-version", version), ("mcp-method", method)]
        return fields + (name.map { [("mcp-name", $0)] } ?? [])
    }
}
