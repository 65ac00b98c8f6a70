import AthenaCore
import AthenaJSON
import AthenaServer
import Testing

@Suite("How many may be connected")
struct ConnectionLimitsTests {
    /// What two cores leave of so many descriptors: 104 are kept, and at least 16 are shared out.
    static let expected: [(descriptors: Int, wish: Int?, socket: Int, http: Int)] = [
        (64, nil, 4, 12), (256, nil, 38, 114), (1_024, nil, 230, 690), (1_024, 5_000, 230, 690), (1_024, 10, 230, 10),
        (1_024, 0, 230, 1), (65_536, nil, 1_024, 8_192), (65_536, 5_000, 1_024, 5_000),
    ]

    @Test("every kind has its share, and what the process needs itself is left", arguments: expected)
    func shares(descriptors: Int, wish: Int?, socket: Int, http: Int) {
        let limits = ConnectionLimits(descriptors: descriptors, http: wish, cores: 2)
        #expect(limits.socket == socket)
        #expect(limits.http == http)
        if descriptors >= 256 { #expect(limits.socket + limits.http <= descriptors - 96) }
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
