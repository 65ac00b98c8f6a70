import AthenaCore
import AthenaJSON
import AthenaOperations
import AthenaServer
import Glibc
import Testing

@Suite("The server on its socket")
struct SocketServerTests {
    let hello = ClientHello(version: .test).line

    @Test("a client of the same user lists and calls tools")
    func servesItsUser() async throws {
        try await TestServer.with { server in
            let client = try await SocketClient.connecting(Connector(server))
            #expect(client.server.version.build == "test")
            #expect(client.server.verdict == .welcome(principal: "local"))
            let tools = try await client.request("tools/list")["tools"]?.arrayValue ?? []
            #expect(tools.compactMap { $0["name"]?.stringValue } == ["echo"])
            let answer = try await client.call("echo")
            #expect(answer["principal"] == "local" && answer["project"] == "default" && answer["agent"] == .null)
            client.close()
        }
    }

    @Test("the hello binds agent, project and tools")
    func bindsAConnection() async throws {
        try await TestServer.with { server in
            let wish = IdentityWish(agent: try Agent.ID(checking: "a1"), project: "site", shelf: .commandLine)
            let client = try await SocketClient.connecting(Connector(server, wish))
            let answer = try await client.call("echo")
            #expect(answer["agent"] == "a1" && answer["project"] == "site")
            #expect(try await client.call("hidden") == ["hidden": true])
            client.close()
        }
    }

    @Test("what belongs to the command line is unknown to a client of MCP")
    func hidesTheCommandLine() async throws {
        try await TestServer.with { server in
            let client = try await SocketClient.connecting(Connector(server, IdentityWish(shelf: .tools(.full))))
            await #expect(throws: AthenaError.self) { try await client.call("hidden") }
            client.close()
        }
    }

    @Test("errors of an operation come back as they are")
    func tellsErrors() async throws {
        try await TestServer.with { server in
            let client = try await SocketClient.connecting(Connector(server))
            await #expect {
                try await client.call("echo", ["text": 5])
            } throws: { error in
                (error as? AthenaError)?.code == .invalidArgument
            }
            client.close()
        }
    }

    @Test("a socket that a dead server left behind is replaced, and is for its owner alone")
    func replacesStaleSockets() async throws {
        let folder = try TemporaryFolder()
        try PrivateFile.create(folder.location.socket, containing: "left behind")
        try await TestServer.with(in: folder) { server in
            let client = try await SocketClient.connecting(Connector(server))
            #expect(try await client.call("echo")["principal"] == "local")
            #expect(try FileFacts(folder.location.socket).rights == 0o600)
            client.close()
        }
        #expect(!PrivateFile.exists(folder.location.socket), "the socket goes with the server")
    }

    @Test("a stranger's first line ends the connection with a reason", arguments: ["GET / HTTP/1.1\r\n", "{}\n", "\n"])
    func refusesStrangers(line: String) async throws {
        try await TestServer.with { server in
            let probe = try await SocketProbe.connecting(to: server, saying: Array(line.utf8))
            guard case .refused(let error) = try await probe.serverHello().verdict else {
                return #expect(Bool(false), "the line was taken for a hello")
            }
            #expect(error.code == .invalidArgument)
            #expect(try await probe.isEnded())
        }
    }

    @Test("a first line without an end is cut off")
    func limitsTheHello() async throws {
        try await TestServer.with { server in
            let endless = [UInt8](repeating: UInt8(ascii: "x"), count: ClientHello.maximumBytes + 1)
            let probe = try await SocketProbe.connecting(to: server, saying: endless)
            #expect(try await probe.isEnded())
        }
    }

    @Test("another protocol is refused with both versions")
    func comparesProtocols() async throws {
        try await TestServer.with { server in
            let other = ClientHello(version: WireVersion(protocolNumber: 99, build: "new", schema: 9))
            let probe = try await SocketProbe.connecting(to: server, saying: other.line)
            guard case .refused(let error) = try await probe.serverHello().verdict else {
                return #expect(Bool(false), "another protocol was taken")
            }
            #expect(error.message.contains("99") && error.message.contains("\(WireVersion.currentProtocol)"))
        }
    }

    @Test("a server started on demand makes room for another protocol")
    func makesRoom() async throws {
        var options = TestServer.Options()
        options.isOnDemand = true
        try await TestServer.with(options) { server in
            let other = ClientHello(version: WireVersion(protocolNumber: 99, build: "new", schema: 9))
            let probe = try await SocketProbe.connecting(to: server, saying: other.line)
            #expect(try await probe.serverHello().verdict == .replaceMe)
            #expect(try await probe.isEnded())
        }
    }

    @Test("a hello and requests behind it may come in one piece")
    func readsBehindTheHello() async throws {
        try await TestServer.with { server in
            let ping = #"{"jsonrpc":"2.0","id":7,"method":"ping"}"# + "\n"
            let probe = try await SocketProbe.connecting(to: server, saying: hello + Array(ping.utf8))
            #expect(try await probe.serverHello().verdict == .welcome(principal: "local"))
            #expect(try await probe.message()["id"] == 7)
        }
    }

    @Test("a client that does not read its answers is cut off in the end", .timeLimit(.minutes(1)))
    func cutsClientsThatDoNotRead() async throws {
        var options = TestServer.Options()
        options.operations = [BulkOperation()]
        options.socketPatience = .milliseconds(200)
        try await TestServer.with(options) { server in
            let probe = try await SocketProbe.welcomed(by: server)
            for id in 1...8 { try await probe.send(Int64(id), "tools/call", ["name": "bulk", "arguments": [:]]) }
            let isCut = try await SocketProbe.blocking {
                var end = pollfd(fd: probe.stream.descriptor.number, events: 0, revents: 0)
                return unsafe poll(&end, 1, 20_000) == 1
            }
            #expect(isCut)
        }
    }

    @Test("a token that is revoked ends its connection")
    func endsRevokedConnections() async throws {
        var options = TestServer.Options()
        options.speaksHTTP = true
        try await TestServer.with(options) { server in
            let hello = ClientHello(version: .test, token: try server.firstToken)
            let probe = try await SocketProbe.connecting(to: server, saying: hello.line)
            let key = try #require(AccessToken(parsing: try server.firstToken)).key
            #expect(try await probe.serverHello().verdict == .welcome(principal: key))
            let database = try await server.run.database
            try await database.orchestrator.revokeToken(key, of: nil)
            #expect(try await probe.isEnded())
        }
    }
}
