import AthenaJSON
import AthenaMCP
import Testing

@Suite("Lists page by page")
struct PagingTests {
    private func ask(
        _ method: String,
        cursor: String?,
        caller: Caller = Fixture.caller,
        server: MCPServer
    ) async throws -> JSON {
        let more = cursor.map { #""cursor":"\#($0)""# } ?? ""
        let request = CorpusRow("", Corpus.modern(method, more)).request
        let context = TransportContext(caller: caller, transport: .line(Session()))
        let reply = await server.handle(Array(request.utf8), from: context)
        return try JSON(parsing: try #require(reply.message))
    }

    @Test("pages make up the whole list, in order", arguments: [1, 2, 3, 7, 100])
    func wholeList(pageSize: Int) async throws {
        let server = Fixture.server(pageSize: pageSize)
        for (method, list, key) in [("tools/list", "tools", "name"), ("resources/list", "resources", "uri")] {
            var seen: [String] = []
            var cursor: String?
            repeat {
                let result = try #require(try await ask(method, cursor: cursor, server: server)["result"])
                let items = result[list]?.arrayValue ?? []
                #expect(items.count <= pageSize)
                seen += items.compactMap { $0[key]?.stringValue }
                cursor = result["nextCursor"]?.stringValue
            } while cursor != nil
            let whole = try await ask(method, cursor: nil, server: Fixture.server())["result"]?[list]?.arrayValue ?? []
            #expect(seen == whole.compactMap { $0[key]?.stringValue })
        }
    }

    @Test("a cursor is good for its list and its caller only")
    func binding() async throws {
        let server = Fixture.server(pageSize: 1)
        let first = try await ask("tools/list", cursor: nil, server: server)
        let cursor = try #require(first["result"]?["nextCursor"]?.stringValue)
        #expect(try await ask("tools/list", cursor: cursor, server: server)["result"] != nil)
        #expect(try await ask("resources/list", cursor: cursor, server: server)["error"]?["code"] == -32602)
        let other = Caller(id: CallerID("other"))
        #expect(try await ask("tools/list", cursor: cursor, caller: other, server: server)["error"]?["code"] == -32602)
        #expect(try await ask("tools/list", cursor: cursor + "A", server: server)["error"]?["code"] == -32602)
    }

    @Test("a server without resources does not know their methods")
    func undeclared() async throws {
        let server = Fixture.server(hasResources: false)
        for method in ["resources/list", "resources/templates/list", "resources/read"] {
            #expect(try await ask(method, cursor: nil, server: server)["error"]?["code"] == -32601)
        }
        let offer = try await ask("server/discover", cursor: nil, server: server)
        #expect(offer["result"]?["capabilities"]?["resources"] == nil)
    }
}
