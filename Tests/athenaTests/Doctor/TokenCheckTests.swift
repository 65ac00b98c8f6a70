import AthenaJSON
import Testing

@testable import athena

@Suite("The doctor's look at the first token")
struct TokenCheckTests {
    private static let now: Int64 = 1_767_225_600_000

    @Test(
        "it is valid as long as the server knows it and it has not ended",
        arguments: [
            (nil, Finding.Verdict.fail), (["id": "k"], .ok),
            (["id": "k", "revoked_at": "2025-12-31T00:00:00Z"], .fail),
            (["id": "k", "expires_at": "2025-12-31T00:00:00Z"], .fail),
            (["id": "k", "expires_at": "2026-12-31T00:00:00Z"], .ok),
        ] as [(JSON?, Finding.Verdict)]
    )
    func verdict(token: JSON?, verdict: Finding.Verdict) {
        let finding = TokenCheck.verdict(on: token, at: "file", now: Self.now, "the remedy")
        #expect(finding.verdict == verdict)
        #expect((finding.fix == nil) == (verdict == .ok))
    }

    @Test("none at all is no fault: it is made when it is needed")
    func none() {
        let check = TokenCheck(path: "/no/such/folder/token", known: [], now: Self.now)
        #expect(check.finding().verdict == .ok)
    }
}
