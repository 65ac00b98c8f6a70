import AthenaCore
import AthenaJSON
import AthenaServer
import Testing

@Suite("How many may be connected")
struct ConnectionLimitsTests {
    @Test(
        "every kind has its share, and what the process needs itself is left",
        arguments: [(64, nil), (256, nil), (1_024, 5_000), (1_024, 10), (65_536, nil), (65_536, 5_000)]
    )
    func shares(descriptors: Int, wish: Int?) {
        let limits = ConnectionLimits(descriptors: descriptors, http: wish, cores: 2)
        #expect(limits.socket >= 4 && limits.http >= 1)
        #expect(limits.http <= wish ?? 8_192)
        if descriptors >= 256 { #expect(limits.socket + limits.http <= descriptors - 96) }
        if descriptors == 65_536 { #expect(limits.http == wish ?? 8_192) }
    }

    @Test("one HTTP connection too many is closed, and the socket stays open to the owner")
    func turnsAwayOneTooMany() async throws {
        var options = TestServer.Options()
        options.speaksHTTP = true
        options.http = { $0.connectionLimit = 2 }
        try await TestServer.with(options) { server in
            let port = server.port
            let kept = try await SocketProbe.blocking {
                [try HTTPProbe.connecting(to: port), try HTTPProbe.connecting(to: port)]
            }
            let third = try await SocketProbe.blocking { try HTTPProbe.connecting(to: port).rest() }
            #expect(third == nil)
            let client = try await SocketClient.connecting(Connector(server))
            #expect(try await client.call("echo")["principal"] == "local")
            client.close()
            for probe in kept { probe.leave() }
        }
    }
}
