import AthenaJSON
import AthenaMCP
import Testing

@Suite("Connections of one server", .timeLimit(.minutes(1)))
struct IsolationTests {
    @Test("never get each other's answers, though all count their ids from zero")
    func equalIDs() async throws {
        let server = Fixture.server()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for connection in 0..<20 {
                group.addTask { try await mistakes(of: connection, on: server) }
            }
            for try await mistakes in group { #expect(mistakes == 0) }
        }
    }

    /// Sends 200 calls that name their connection, and counts the answers that name another.
    private func mistakes(of connection: Int, on server: MCPServer) async throws -> Int {
        let client = LineClient()
        for id in 0..<200 {
            let arguments = #"{"name":"echo","arguments":{"me":"\#(connection)-\#(id)"}}"#
            client.send(Corpus.old("tools/call", arguments, id: "\(id)"))
        }
        client.hangUp()
        let written = Written()
        try await client.converse(with: server) { lines in
            while let line = await lines.next() { _ = written.append(Array(line.utf8)) }
        }
        let answers = try written.lines.map { try JSON(parsing: $0) }
        let right = answers.filter { answer in
            let id = answer["id"]?.integerValue ?? -1
            return answer["result"]?["structuredContent"]?["me"]?.stringValue == "\(connection)-\(id)"
        }
        return 200 - right.count
    }
}
