import AthenaJSON
import Testing

@testable import AthenaMCP

@Suite("The corpus of requests and answers")
struct CorpusTests {
    @Test("every row gets its exact answer on every wire", arguments: Corpus.rows)
    func answers(row: CorpusRow) async throws {
        for wire in row.wires {
            let outcome = try await CorpusRunner(row: row).run(over: wire)
            #expect(outcome.messages == row.answers, "over \(wire)")
            guard let status = outcome.status else { continue }
            #expect(status == row.status)
            for (name, value) in row.expected { #expect(outcome.headers[name] == value) }
        }
    }

    @Test(
        "every answer is what its revision's schema allows",
        .enabled(if: SchemaCheck.published != nil, "the protocol's schemas do not lie beside the repository"),
        arguments: Corpus.rows
    )
    func conforms(row: CorpusRow) throws {
        let check = try #require(SchemaCheck.published)
        for text in row.answers {
            let answer = try JSON(parsing: text)
            for message in answer.arrayValue ?? [answer] where !isWithoutID(message) {
                let violations = check.violations(of: message, to: row.method(of: message), in: row.revision)
                #expect(violations.isEmpty)
            }
        }
    }

    @Test("no two rows have one name")
    func names() {
        let names = Corpus.rows.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 150)
    }

    /// JSON-RPC wants a null id where none could be read; the protocol's schemas forgot about it.
    private func isWithoutID(_ message: JSON) -> Bool {
        message["id"] == .null
    }
}

extension CorpusRow {
    /// The method of the request that a message answers.
    fileprivate func method(of answer: JSON) -> String {
        guard let request = try? JSON(parsing: request) else { return "" }
        let requests = request.arrayValue ?? [request]
        let asked = requests.first { $0["id"] == answer["id"] } ?? requests.first
        return asked?["method"]?.stringValue ?? ""
    }

    /// The revision whose schema the answers follow.
    fileprivate var revision: ProtocolRevision {
        let message = try? JSON(parsing: request)
        if RequestEnvelope.isPresent(in: message?["params"]) { return .v2026_07_28 }
        if message?["method"] == "initialize", let wanted = message?["params"]?["protocolVersion"]?.stringValue {
            return ProtocolRevision(rawValue: wanted).flatMap { $0.era == .legacy ? $0 : nil } ?? .newestLegacy
        }
        if message?["method"] == "server/discover" { return .v2026_07_28 }
        return session ?? .newestLegacy
    }
}
