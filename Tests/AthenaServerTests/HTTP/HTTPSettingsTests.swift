import AthenaCore
import AthenaMCP
import AthenaServer
import Testing

@Suite("Where HTTP is spoken")
struct HTTPSettingsTests {
    @Test(
        "this machine's own addresses are taken",
        arguments: [
            ("127.0.0.1:7433", "127.0.0.1", 7_433), ("localhost:0", "localhost", 0), ("[::1]:80", "::1", 80),
            ("LOCALHOST:1", "localhost", 1),
        ]
    )
    func takesLoopback(address: String, host: String, port: Int) throws {
        let settings = try HTTPSettings(address: address, isInsecure: false)
        #expect(settings.host == host && settings.port == port)
        #expect(settings.policy.allowedHosts == ["localhost", "127.0.0.1", "[::1]"])
    }

    @Test("others only when one insists", arguments: ["0.0.0.0:80", "[::]:80", "10.0.0.1:80", "example.com:80", ":80"])
    func refusesOthers(address: String) throws {
        #expect(throws: AthenaError.self) { try HTTPSettings(address: address, isInsecure: false) }
        _ = try HTTPSettings(address: address, isInsecure: true)
    }

    @Test(
        "what is no address is refused",
        arguments: ["", "localhost", "localhost:", "localhost:http", "localhost:70000"]
    )
    func refusesNonsense(address: String) {
        #expect(throws: AthenaError.self) { try HTTPSettings(address: address, isInsecure: true) }
    }

    @Test("a host that is listened at is answered for; every host is not")
    func answersForItsName() throws {
        let named = try HTTPSettings(
            address: "build.example.com:80",
            isInsecure: true,
            allowedHosts: ["proxy.example.com"]
        )
        #expect(named.policy.allowedHosts.suffix(2) == ["build.example.com", "proxy.example.com"])
        let any = try HTTPSettings(address: "0.0.0.0:80", isInsecure: true)
        #expect(!any.policy.allowedHosts.contains("0.0.0.0"))
    }
}
