internal import AthenaCore

/// The secret that lease tokens are made with: made once, kept in the database, the same after each restart.
enum ServerSecret {
    private static let setting = "lease_secret"

    /// The secret of a database, made if it has none.
    static func read(from store: any Store, entropy: @escaping @Sendable () -> UInt64) async throws -> [UInt8] {
        let fresh = Hexadecimal.text(
            (0..<4).flatMap { _ in
                let word = entropy()
                return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
            }
        )
        let kept = try await store.write { tx in
            if let kept = try tx.setting(setting) { return kept }
            try tx.setSetting(setting, to: fresh)
            return fresh
        }
        return Array(kept.utf8)
    }
}
