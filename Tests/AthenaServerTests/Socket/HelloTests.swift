import AthenaCore
import AthenaOperations
import AthenaServer
import Testing

@Suite("The first lines on the socket")
struct HelloTests {
    @Test("a client's hello is read back as it was written")
    func clientRoundTrips() throws {
        let wish = IdentityWish(agent: try Agent.ID(checking: "a1"), project: "site", shelf: .tools(.full))
        let hello = ClientHello(version: WireVersion(build: "1", schema: 3, processID: 7), token: "ath_x", wish: wish)
        #expect(hello.line.last == UInt8(ascii: "\n"))
        #expect(try ClientHello(parsing: Array(hello.line.dropLast())) == hello)
    }

    @Test("the wish to take the server's place is read back too")
    func wishRoundTrips() throws {
        let hello = ClientHello(version: WireVersion(build: "1", schema: 3), asksToReplace: true)
        #expect(try ClientHello(parsing: Array(hello.line.dropLast())).asksToReplace)
    }

    @Test("what a later version adds is left alone")
    func ignoresUnknownMembers() throws {
        let hello = try ClientHello(parsing: Array(#"{"protocol":1,"build":"9","wings":2}"#.utf8))
        #expect(hello.version.build == "9")
    }

    @Test(
        "what is no hello is refused",
        arguments: [
            "", "GET / HTTP/1.1", "{}", "[1]", #"{"protocol":"1"}"#, #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
            #"{"protocol":1,"token":5}"#, #"{"protocol":1,"token":null}"#, #"{"protocol":1,"project":["p"]}"#,
            #"{"protocol":1,"agent":7}"#, #"{"protocol":1,"toolset":{}}"#, #"{"protocol":1,"replace":"yes"}"#,
            #"{"protocol":1,"agent":"a b"}"#, #"{"protocol":1,"toolset":"everything"}"#,
        ]
    )
    func refusesOthers(line: String) {
        let error = #expect(throws: AthenaError.self) { try ClientHello(parsing: Array(line.utf8)) }
        #expect(error?.code == .invalidArgument)
    }

    @Test(
        "a server's hello is read back as it was written",
        arguments: [
            ServerHello.Verdict.welcome(principal: "local"), .replaceMe,
            .refused(AthenaError(.unavailable, "no", next: "yes", retryAfterMs: 5)),
        ]
    )
    func serverRoundTrips(verdict: ServerHello.Verdict) throws {
        let hello = ServerHello(version: WireVersion(build: "1", schema: 3, processID: 7), verdict: verdict)
        #expect(try ServerHello(parsing: Array(hello.line.dropLast())) == hello)
    }
}
