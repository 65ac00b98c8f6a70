import AthenaJSON
import Foundation
import Testing

/// The published schemas of the protocol, one folder a revision, where `ATHENA_MCP_SCHEMAS` names their folder.
///
/// They are not part of this repository: without the variable these tests report that they were skipped.
private let folder = ProcessInfo.processInfo.environment["ATHENA_MCP_SCHEMAS"].map { URL(filePath: $0) }

@Suite(.enabled(if: folder != nil, "set ATHENA_MCP_SCHEMAS to the folder of the protocol's published schemas"))
struct ProtocolSchemaTests {
    static let revisions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28", "ext-tasks"]

    private func schema(of revision: String) throws -> JSONSchema {
        let folder = try #require(folder)
        let data = try Data(contentsOf: folder.appending(path: "\(revision)/schema.json"))
        return try JSONSchema(parsing: JSON(parsing: [UInt8](data), limits: JSONLimits(maxNodes: 100_000)))
    }

    @Test("the schema of a revision is read and rendered as it was", arguments: revisions)
    func reading(revision: String) throws {
        let folder = try #require(folder)
        let data = try Data(contentsOf: folder.appending(path: "\(revision)/schema.json"))
        let json = try JSON(parsing: [UInt8](data), limits: JSONLimits(maxNodes: 100_000))
        let schema = try JSONSchema(parsing: json)
        #expect(schema.json == json)
        #expect(schema.definitionNames.count > 20)
    }

    @Test(
        "a request that is right by every revision is taken, one that is wrong refused",
        arguments: revisions.dropLast()
    )
    func request(revision: String) throws {
        let request = try #require(try schema(of: revision).definition(named: "JSONRPCRequest"))
        let right: JSON = ["jsonrpc": "2.0", "id": 1, "method": "ping"]
        #expect(request.violations(of: right).map(\.message) == [])
        #expect(!request.accepts(["jsonrpc": "1.0", "id": 1, "method": "ping"]))
        #expect(!request.accepts(["jsonrpc": "2.0", "id": [1], "method": "ping"]))
        #expect(!request.accepts(["jsonrpc": "2.0", "id": 1]))
    }

    @Test("every example published with a revision is right by the definition it is an example of")
    func examples() throws {
        let schema = try schema(of: "2026-07-28")
        let folder = try #require(folder).appending(path: "2026-07-28/examples")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
        var checked = 0
        for name in names {
            guard let definition = schema.definition(named: name) else { continue }
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path()) {
                let data = try Data(contentsOf: folder.appending(path: "\(name)/\(file)"))
                let example = try JSON(parsing: [UInt8](data))
                #expect(definition.violations(of: example).map(\.message) == [], "\(name)/\(file)")
                checked += 1
            }
        }
        #expect(checked > 80)
    }
}
