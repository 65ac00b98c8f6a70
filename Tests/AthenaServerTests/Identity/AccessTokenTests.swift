import AthenaCore
import AthenaServer
import Testing

@Suite("Access tokens")
struct AccessTokenTests {
    @Test("a token is read back from its text and matches its own hash alone")
    func roundTrips() throws {
        let one = AccessToken.random(entropy: Entropy.system)
        let two = AccessToken.random(entropy: Entropy.system)
        let read = try #require(AccessToken(parsing: one.text))
        #expect(read.key == one.key)
        #expect(read.matches(one.secretHash))
        #expect(!read.matches(two.secretHash))
        #expect(one.text != two.text)
    }

    @Test("the text has the form that secret scanners know")
    func hasItsForm() {
        let token = AccessToken.random(entropy: Entropy.system)
        #expect(token.text.hasPrefix("ath_\(token.key)_"))
        #expect(token.text.utf8.count == 4 + AccessToken.keyLength + 1 + AccessToken.secretLength)
        #expect(token.secretHash.utf8.count == 64)
    }

    @Test("256 bits of the secret come from the source of randomness")
    func usesAllItsEntropy() {
        let zero = AccessToken.random { 0 }
        let texts = (0..<5).map { word in
            var calls = 0
            return AccessToken.random {
                defer { calls += 1 }
                return calls == word ? 1 << 63 : 0
            }.text
        }
        #expect(!texts.dropFirst().contains(zero.text))
        #expect(Set(texts.dropFirst()).count == 4)
    }
}
