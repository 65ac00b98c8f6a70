/// Durable state behind synchronous transactions.
///
/// A write joins the batch that is being gathered and returns after that batch is on disk: acknowledged means durable.
/// The closure may run again from the start if the batch it was in has to be replayed, so it must not touch anything
/// but its transaction.
package protocol Store: Sendable {
    /// Runs `body` in a write transaction and returns once it is durable.
    ///
    /// - Throws: what `body` throws (nothing of it is kept), `storage_full` or `unavailable`.
    func write<Answer: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Answer
    ) async throws -> Answer

    /// Runs `body` on a consistent snapshot; never waits for writers.
    func read<Answer: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Answer
    ) async throws -> Answer

    /// Runs `body` on a consistent snapshot without waiting behind other reads; for what has to happen in time.
    func readAtOnce<Answer: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Answer
    ) async throws -> Answer

    /// Sets what runs at the end of each batch that made a task ready, or an agent able to take one, inside the same
    /// transaction.
    func onReady(_ hook: @escaping @Sendable (any WriteTransaction) throws -> Void)

    /// Sets what runs after each commit that appended events.
    func onCommit(_ hook: @escaping @Sendable ([Project.ID]) -> Void)
}

/// What a read may ask.
package typealias ReadTransaction = AgentReading & CredentialReading & EventReading & GoalReading & GraphReading
    & InterchangeReading & ProjectReading & TallyReading & TaskListing & TaskReading

/// What a write may ask and change.
package typealias WriteTransaction = AgentWriting & CommitHooks & CredentialWriting & EventWriting & GoalWriting
    & GraphWriting & IdempotencyKeys & InterchangeWriting & Maintenance & ProjectWriting & ReadTransaction & ReadyQueue
    & TallyWriting
    & TaskWriting

/// What happens once the fate of the transaction is known.
package protocol CommitHooks {
    /// Runs `action` after the commit; never if the transaction does not commit.
    func afterCommit(_ action: @escaping @Sendable () -> Void)
    /// Runs `action` if the transaction that is open now is rolled back, before anything of it runs again.
    func afterRollback(_ action: @escaping @Sendable () -> Void)
}
