internal import AthenaCore
internal import Synchronization

/// What the store's owner wants to be told, set once after opening.
final class StoreHooks: Sendable {
    typealias Ready = @Sendable (any WriteTransaction) throws -> Void
    typealias Committed = @Sendable ([Project.ID]) -> Void

    /// A struct, never a tuple: the lock is generic, and closures that stand in a generic value directly are wrapped
    /// anew by each access, so that after some thousand commits calling one would overflow the stack.
    private struct Hooks {
        var ready: Ready?
        var committed: Committed?
    }

    private let current = Mutex(Hooks())

    /// Runs in the transaction of a batch that made a task claimable.
    var ready: Ready? { current.withLock { $0.ready } }
    /// Runs after a commit that appended events.
    var committed: Committed? { current.withLock { $0.committed } }

    func set(ready hook: @escaping Ready) { current.withLock { $0.ready = hook } }
    func set(committed hook: @escaping Committed) { current.withLock { $0.committed = hook } }
}
