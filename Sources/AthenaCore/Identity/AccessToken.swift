/// A bearer token: `ath_`, the public id of its credential, `_`, and 256 random bits.
///
/// The prefix is what secret scanners look for. It never appears in a log line, a URL or an argument.
package struct AccessToken: Sendable {
    /// Characters of the public part.
    package static let keyLength = 12
    /// Characters of the secret part: 256 bits in base64url.
    package static let secretLength = 43

    private static let prefix = "ath_"
    private static let keyDigits = Array("0123456789abcdefghijkmnpqrstuvwx".utf8)

    /// The public part, by which the credential is found.
    package let key: String
    private let secret: String

    /// Makes a token that nobody can guess, from random bits.
    ///
    /// - Parameter entropy: 64 random bits a call; anything but a cryptographic source is for tests.
    package static func random(entropy: () -> UInt64) -> AccessToken {
        var bits = entropy()
        var key: [UInt8] = []
        for _ in 0..<keyLength {
            key.append(keyDigits[Int(bits & 31)])
            bits >>= 5
        }
        let words = [entropy(), entropy(), entropy(), entropy()]
        let bytes = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
        let secret = Base64URL.prefix(of: bytes, length: secretLength)
        return AccessToken(key: String(decoding: key, as: UTF8.self), secret: secret)
    }

    private init(key: String, secret: String) {
        self.key = key
        self.secret = secret
    }

    /// Takes a token apart without trusting it; nil where it does not have the form of one.
    package init?(parsing text: String) {
        let bytes = Array(text.utf8)
        let start = Self.prefix.utf8.count
        let end = start + Self.keyLength
        guard bytes.count == end + 1 + Self.secretLength, bytes.starts(with: Self.prefix.utf8) else { return nil }
        let key = bytes[start..<end]
        let secret = bytes[(end + 1)...]
        guard bytes[end] == UInt8(ascii: "_"), key.allSatisfy(Self.keyDigits.contains),
            secret.allSatisfy(Self.isSecretByte)
        else { return nil }
        self.init(key: String(decoding: key, as: UTF8.self), secret: String(decoding: secret, as: UTF8.self))
    }

    /// The whole token, to be shown once.
    package var text: String { "\(Self.prefix)\(key)_\(secret)" }

    /// SHA-256 of the secret part, hexadecimal: all that is stored. Random secrets need no slow hash.
    package var secretHash: String { EventChain.digest(of: secret) }

    /// Whether this token's secret is the one behind `hash`; takes the same time whatever differs.
    package func matches(_ hash: String) -> Bool { secretHash.isSameSecret(as: hash) }

    private static func isSecretByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}

extension String {
    /// Whether both are the same bytes; takes the same time whatever differs but the length.
    func isSameSecret(as other: String) -> Bool {
        let bytes = utf8Span.span
        let others = other.utf8Span.span
        guard bytes.count == others.count else { return false }
        var difference: UInt8 = 0
        for index in bytes.indices { difference |= bytes[index] ^ others[index] }
        return difference == 0
    }
}
