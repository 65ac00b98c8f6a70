import AthenaMCP
import Testing

@Suite("Who may reach the server")
struct OriginPolicyTests {
    private let policy = OriginPolicy(allowedOrigins: ["https://console.example"])

    @Test(
        "hosts",
        arguments: [
            ("localhost", true), ("localhost:7433", true), ("127.0.0.1:1", true), ("[::1]", true), ("[::1]:80", true),
            ("LocalHost", true), ("", false), ("localhost:", false), ("localhost:x", false), ("localhost:70000", false),
            ("evil.example", false), ("localhost.", false), ("localhost@evil.example", false), ("[::1", false),
            ("127.0.0.2", false), ("0.0.0.0", false), ("localhost/", false), (":7433", false), ("[::1]x", false),
            ("localhost:80:80", false), ("localhost:+80", false),
        ]
    )
    func hosts(host: String, isAllowed: Bool) {
        let refusal = policy.refusal(of: ["host": host])
        #expect(refusal == (isAllowed ? nil : .host))
    }

    @Test(
        "origins",
        arguments: [
            ("http://localhost:7433", true), ("http://127.0.0.1:7433", true), ("https://console.example", true),
            ("HTTP://LOCALHOST:7433", true), ("https://localhost:7433", true), ("null", false), ("", false),
            ("http://localhost", false), ("http://localhost:7433/", false), ("http://evil.example:7433", false),
            ("https://console.example.evil", false), ("http://localhost:7433@evil.example", false),
            ("file://", false), ("localhost:7433", false), ("http://", false), ("ftp://localhost:7433", false),
            ("http://localhost:7433 http://localhost:7433", false),
        ]
    )
    func origins(origin: String, isAllowed: Bool) {
        let refusal = policy.refusal(of: ["host": "localhost:7433", "origin": origin])
        #expect(refusal == (isAllowed ? nil : .origin))
    }

    @Test("ports left out are those of the scheme")
    func defaultPorts() {
        #expect(policy.refusal(of: ["host": "localhost", "origin": "http://localhost:80"]) == nil)
        #expect(policy.refusal(of: ["host": "localhost:80", "origin": "http://localhost"]) == nil)
        #expect(policy.refusal(of: ["host": "localhost:443", "origin": "http://localhost"]) == .origin)
    }

    @Test("a page of another site is refused even when it hides its origin")
    func fetchSite() {
        #expect(policy.refusal(of: ["host": "localhost", "sec-fetch-site": "cross-site"]) == .origin)
        #expect(policy.refusal(of: ["host": "localhost", "sec-fetch-site": "same-origin"]) == nil)
        #expect(OriginPolicy.Refusal.host.status == 421)
        #expect(OriginPolicy.Refusal.origin.status == 403)
    }
}
