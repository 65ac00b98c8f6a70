import AthenaCore
import Testing

/// A store as the conformance suite sees it: a way to open it, to stop it, and a place of its own.
///
/// Another store is one more line in `StoreConformance+Stores.swift`.
struct StoreConformance: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens the store at a place; what was stored there before is there again.
    let open: @Sendable (_ place: TemporaryFolder) async throws -> any Store
    /// Stops a store, so that it can be opened again.
    let stop: @Sendable (any Store) async -> Void

    init(
        _ name: String,
        open: @escaping @Sendable (TemporaryFolder) async throws -> any Store,
        stop: @escaping @Sendable (any Store) async -> Void
    ) {
        testDescription = name
        self.open = open
        self.stop = stop
    }

    /// Runs `body` on a fresh store that is stopped afterwards.
    func withStore(_ body: (any Store) async throws -> Void) async throws {
        let place = try TemporaryFolder()
        let store = try await open(place)
        do {
            try await body(store)
        } catch {
            await stop(store)
            throw error
        }
        await stop(store)
    }
}
