import AthenaCore
import AthenaServer
import Synchronization
import Testing

@Suite("Telling from a token whose it is")
struct AuthenticatorTests {
    /// Credentials that a test can change behind the back of an authenticator.
    final class Shelf: Sendable {
        private let credentials = Mutex<[String: Credential]>([:])
        private let reads = Mutex(0)

        var readCount: Int { reads.withLock { $0 } }

        func put(_ credential: Credential) { credentials.withLock { $0[credential.id] = credential } }

        func find(_ key: String) -> Credential? {
            reads.withLock { $0 += 1 }
            return credentials.withLock { $0[key] }
        }
    }

    let clock = ManualClock()
    let shelf = Shelf()
    let token = AccessToken.random(entropy: Entropy.system)

    var authenticator: Authenticator {
        let shelf = shelf
        return Authenticator(time: clock.time) { shelf.find($0) }
    }

    func credential(expiresAt: Int64? = nil, revokedAt: Int64? = nil) -> Credential {
        Credential(
            id: token.key,
            name: "test",
            secretHash: token.secretHash,
            agent: nil,
            project: nil,
            scopes: [.tasksRead],
            createdAt: 0,
            expiresAt: expiresAt,
            revokedAt: revokedAt
        )
    }

    @Test("a good token is its credential's")
    func admits() async throws {
        shelf.put(credential())
        #expect(try await authenticator.credential(of: token.text).id == token.key)
    }

    @Test(
        "a bad token is nobody's, and always in the same words",
        arguments: [
            "nothing", "the prefix alone", "no prefix", "another prefix", "an unknown key", "no secret",
            "a short secret",
            "a long secret", "a wrong last character", "a space behind", "upper case",
        ]
    )
    func refuses(_ fault: String) async throws {
        shelf.put(credential())
        let authenticator = authenticator
        await #expect { try await authenticator.credential(of: spoil(token.text, fault)) } throws: { error in
            (error as? AthenaError)?.code == .unauthenticated
                && (error as? AthenaError)?.message == "There is no valid token with this call."
        }
    }

    private func spoil(_ text: String, _ fault: String) -> String {
        let last = text.last == "A" ? "B" : "A"
        switch fault {
        case "nothing": return ""
        case "the prefix alone": return "ath_"
        case "no prefix": return String(text.dropFirst(4))
        case "another prefix": return "atx_" + text.dropFirst(4)
        case "an unknown key": return AccessToken.random(entropy: Entropy.system).text
        case "no secret": return String(text.prefix(5 + AccessToken.keyLength))
        case "a short secret": return String(text.dropLast())
        case "a long secret": return text + "A"
        case "a wrong last character": return text.dropLast(2) + last + last
        case "a space behind": return text + " "
        default: return text.uppercased()
        }
    }

    @Test("an expired or revoked token is nobody's")
    func refusesWhatHasEnded() async throws {
        let now = clock.time.now().wall
        let authenticator = authenticator
        for ended in [credential(expiresAt: now), credential(revokedAt: now)] {
            shelf.put(ended)
            await #expect(throws: AthenaError.self) { try await authenticator.credential(of: token.text) }
        }
        shelf.put(credential(expiresAt: now + 1))
        authenticator.revoked(token.key)
        #expect(try await authenticator.credential(of: token.text).id == token.key)
    }

    @Test("a busy client costs one read a second")
    func remembersForASecond() async throws {
        shelf.put(credential())
        let authenticator = authenticator
        for _ in 0..<5 { _ = try await authenticator.credential(of: token.text) }
        #expect(shelf.readCount == 1)
        clock.advance(by: .seconds(1))
        _ = try await authenticator.credential(of: token.text)
        #expect(shelf.readCount == 2)
    }

    @Test("a revocation elsewhere counts within a second, one here at once")
    func noticesRevocation() async throws {
        shelf.put(credential())
        let authenticator = authenticator
        _ = try await authenticator.credential(of: token.text)
        shelf.put(credential(revokedAt: 1))
        clock.advance(by: .seconds(1))
        await #expect(throws: AthenaError.self) { try await authenticator.credential(of: token.text) }
        shelf.put(credential())
        clock.advance(by: .seconds(1))
        _ = try await authenticator.credential(of: token.text)
        shelf.put(credential(revokedAt: 1))
        authenticator.revoked(token.key)
        await #expect(throws: AthenaError.self) { try await authenticator.credential(of: token.text) }
    }

    @Test("whoever uses a credential hears of its end")
    func cutsOff() async throws {
        shelf.put(credential())
        let authenticator = authenticator
        let revoked = Latch()
        let forgotten = Latch()
        let watch = authenticator.watch(token.key) { revoked.open() }
        do { _ = authenticator.watch(token.key) { forgotten.open() } }
        try await authenticator.recheck()
        #expect(!revoked.isOpen)
        shelf.put(credential(revokedAt: 1))
        try await authenticator.recheck()
        #expect(revoked.isOpen)
        #expect(!forgotten.isOpen, "a watch that has ended hears nothing")
        withExtendedLifetime(watch) {}
    }
}
