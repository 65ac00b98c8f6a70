package import AthenaCore
internal import Synchronization

/// Tells from a token whose it is.
///
/// A credential found is kept for a second, so that a busy client does not cost a read each call and a revocation that
/// happened elsewhere is noticed within that second. One that happened here counts at once.
package final class Authenticator: Sendable {
    /// Finds a credential by its public part.
    package typealias Lookup = @Sendable (String) async throws -> Credential?

    /// How long a credential found may be used without looking again.
    static let freshness: Int64 = 1_000

    private struct Found {
        let credential: Credential
        let at: Int64
    }

    private struct State {
        var found: [String: Found] = [:]
        var watches: [String: [UInt64: @Sendable () -> Void]] = [:]
        var tickets: UInt64 = 0
    }

    private let state = Mutex(State())
    private let time: any TimeSource
    private let lookUp: Lookup

    /// Looks credentials up with `lookUp`.
    package init(time: any TimeSource, lookUp: @escaping Lookup) {
        self.time = time
        self.lookUp = lookUp
    }

    /// The credential that a token proves.
    ///
    /// - Throws: `unauthenticated`, the same for every reason, so that nothing can be learnt by trying.
    package func credential(of text: String) async throws -> Credential {
        guard let token = AccessToken(parsing: text) else { throw Self.refusal }
        let credential = try await find(token.key)
        guard token.matches(credential?.secretHash ?? Self.nobodysHash), let credential,
            isValid(credential)
        else { throw Self.refusal }
        return credential
    }

    /// Runs `action` when a credential stops being valid; keep what is returned as long as that matters.
    package func watch(_ key: String, _ action: @escaping @Sendable () -> Void) -> CredentialWatch {
        let ticket = state.withLock { state in
            state.tickets += 1
            state.watches[key, default: [:]][state.tickets] = action
            return state.tickets
        }
        return CredentialWatch { [weak self] in self?.endWatch(key, ticket) }
    }

    /// Forgets a credential that was revoked and cuts off whoever uses it.
    package func revoked(_ key: String) {
        let actions = state.withLock { state in
            state.found[key] = nil
            return Array((state.watches.removeValue(forKey: key) ?? [:]).values)
        }
        for action in actions { action() }
    }

    /// Looks again at every credential in use, and cuts off those that were revoked elsewhere or have expired.
    package func recheck() async throws {
        let keys = state.withLock { Array($0.watches.keys) }
        for key in keys {
            state.withLock { $0.found[key] = nil }
            guard let credential = try await find(key), isValid(credential) else {
                revoked(key)
                continue
            }
        }
    }

    private func find(_ key: String) async throws -> Credential? {
        let now = time.now().steady
        let kept = state.withLock { $0.found[key] }
        if let kept, now - kept.at < Self.freshness { return kept.credential }
        guard let credential = try await lookUp(key) else { return nil }
        state.withLock { state in
            if state.found.count >= 1_024 { state.found.removeAll() }
            state.found[key] = Found(credential: credential, at: now)
        }
        return credential
    }

    private func isValid(_ credential: Credential) -> Bool {
        if credential.revokedAt != nil { return false }
        return credential.expiresAt.map { $0 > time.now().wall } ?? true
    }

    private func endWatch(_ key: String, _ ticket: UInt64) {
        state.withLock { state in
            state.watches[key]?[ticket] = nil
            if state.watches[key]?.isEmpty == true { state.watches[key] = nil }
        }
    }

    /// Compared with when there is no credential, so that an unknown id takes as long as a wrong secret.
    private static let nobodysHash = String(repeating: "0", count: 64)

    private static var refusal: AthenaError {
        AthenaError(
            .unauthenticated,
            "There is no valid token with this call.",
            next: "Send a token that `athena token create` printed, as Authorization: Bearer."
        )
    }
}

/// A wish to know when a credential ends; ends itself when it goes.
package final class CredentialWatch: Sendable {
    private let end: @Sendable () -> Void

    init(end: @escaping @Sendable () -> Void) { self.end = end }

    deinit { end() }
}
