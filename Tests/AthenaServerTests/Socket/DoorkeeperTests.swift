import AthenaCore
import AthenaJSON
import AthenaOperations
import AthenaServer
import Testing

@Suite("Deciding about a client of the socket")
struct DoorkeeperTests {
    func decide(
        _ hello: ClientHello,
        peer: UInt32?,
        isReplaceable: Bool = false
    ) async -> Doorkeeper.Decision {
        let credential = Credential(
            id: "key",
            name: "test",
            secretHash: "",
            agent: nil,
            project: "site",
            scopes: [.tasksRead],
            createdAt: 0
        )
        let doorkeeper = Doorkeeper(
            version: WireVersion(build: "server", schema: 1),
            userID: 1_000,
            isReplaceable: isReplaceable,
            defaultProject: "home",
            credential: { token in
                guard token == "good" else { throw AthenaError(.unauthenticated, "no", next: "") }
                return credential
            }
        )
        return await doorkeeper.decide(hello, peer: peer)
    }

    func hello(protocolNumber: Int64 = WireVersion.currentProtocol, token: String? = nil) -> ClientHello {
        ClientHello(version: WireVersion(protocolNumber: protocolNumber, build: "client", schema: 1), token: token)
    }

    @Test("the server's own user needs no token")
    func admitsTheOwner() async {
        guard case .admit(let identity, nil) = await decide(hello(), peer: 1_000) else {
            return #expect(Bool(false), "the owner was not admitted")
        }
        #expect(identity.principal == Identity.localPrincipal)
    }

    @Test("anybody else is refused without a token", arguments: [nil, 0, 999, 1_001, UInt32.max])
    func refusesStrangers(peer: UInt32?) async {
        guard case .refuse(let error) = await decide(hello(), peer: peer) else {
            return #expect(Bool(false), "user \(peer as Any) was admitted")
        }
        #expect(error.code == .unauthenticated)
    }

    @Test("a stranger with a token is whoever the token says")
    func admitsTokens() async {
        guard case .admit(let identity, "key") = await decide(hello(token: "good"), peer: 999) else {
            return #expect(Bool(false), "the token was not admitted")
        }
        #expect(identity.principal == "key")
        #expect(identity.caller.project == "site")
    }

    @Test("a bad token is refused, also the owner's")
    func refusesBadTokens() async {
        guard case .refuse(let error) = await decide(hello(token: "bad"), peer: 1_000) else {
            return #expect(Bool(false), "a bad token was admitted")
        }
        #expect(error.code == .unauthenticated)
    }

    @Test(
        "another protocol is refused with both versions, or makes an on-demand server end",
        arguments: [0, 2, Int64.max]
    )
    func comparesProtocols(number: Int64) async {
        let other = hello(protocolNumber: number)
        guard case .refuse(let error) = await decide(other, peer: 1_000) else {
            return #expect(Bool(false), "another protocol was admitted")
        }
        #expect(error.message.contains("server") && error.message.contains("client"))
        #expect(error.details?["client_protocol"]?.integerValue == number)
        guard case .replaceMe = await decide(other, peer: 1_000, isReplaceable: true) else {
            return #expect(Bool(false), "an on-demand server did not make room")
        }
    }

    @Test("a server started by hand takes the place of one started on demand, and of no other")
    func makesRoomOnRequest() async {
        let wish = ClientHello(version: WireVersion(build: "client", schema: 1), asksToReplace: true)
        guard case .replaceMe = await decide(wish, peer: 1_000, isReplaceable: true) else {
            return #expect(Bool(false), "an on-demand server did not make room")
        }
        guard case .refuse(let error) = await decide(wish, peer: 1_000) else {
            return #expect(Bool(false), "a server that stays made room")
        }
        #expect(error.code == .unavailable && error.next.contains("kill"))
        guard case .refuse = await decide(wish, peer: 999, isReplaceable: true) else {
            return #expect(Bool(false), "a stranger was heard")
        }
    }

    @Test("a stranger cannot end an on-demand server")
    func strangersMakeNoRoom() async {
        guard case .refuse = await decide(hello(protocolNumber: 2), peer: 999, isReplaceable: true) else {
            return #expect(Bool(false), "a stranger was heard")
        }
    }
}
