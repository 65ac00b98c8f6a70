internal import Crypto

/// Makes and checks lease tokens with the server's secret; nothing about a token is stored.
package struct LeaseSigner: Sendable {
    /// Characters of a seal: 66 bits of the keyed hash.
    package static let sealLength = 11

    /// Has taken the secret in, which is half the work of a seal, and is copied for each.
    private let keyed: HMAC<SHA256>

    /// Takes the server's secret, at least 32 random bytes.
    package init(secret: [UInt8]) { keyed = HMAC(key: SymmetricKey(data: secret)) }

    /// The token of one lease, the same each time.
    package func token(
        project: Project.ID,
        task: AgentTask.ID,
        fence: Int64,
        principal: String,
        agent: Agent.ID
    ) -> LeaseToken {
        var message: [UInt8] = []
        message.reserveCapacity(96)
        for number in [project.rawValue, task.rawValue, fence] { append(number, to: &message) }
        for text in [principal, agent.rawValue] {
            append(Int64(text.utf8.count), to: &message)
            message.append(contentsOf: text.utf8)
        }
        var hash = keyed
        hash.update(data: message)
        let seal = Base64URL.prefix(of: hash.finalize(), length: Self.sealLength)
        return LeaseToken(task: task, fence: fence, seal: seal)
    }

    /// Whether `token` is the one of this principal and agent; takes the same time whatever differs.
    package func vouches(for token: LeaseToken, project: Project.ID, principal: String, agent: Agent.ID) -> Bool {
        let genuine = self.token(
            project: project,
            task: token.task,
            fence: token.fence,
            principal: principal,
            agent: agent
        )
        return genuine.seal.isSameSecret(as: token.seal)
    }

    private func append(_ number: Int64, to bytes: inout [UInt8]) {
        var rest = UInt64(bitPattern: number)
        for _ in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}

/// The URL-safe base64 alphabet of RFC 4648 section 5, without padding.
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The first `length` characters of the encoding of `bytes`.
    package static func prefix(of bytes: some Sequence<UInt8>, length: Int) -> String {
        var characters: [UInt8] = []
        characters.reserveCapacity(length)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes where characters.count < length {
            buffer = (buffer << 8) | UInt32(byte)
            bits += 8
            while bits >= 6, characters.count < length {
                bits -= 6
                characters.append(alphabet[Int((buffer >> bits) & 63)])
            }
        }
        if bits > 0, characters.count < length {
            characters.append(alphabet[Int((buffer << (6 - bits)) & 63)])
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
