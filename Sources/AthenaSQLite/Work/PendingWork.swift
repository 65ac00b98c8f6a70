/// Work that a caller waits for and one of the store's threads does.
protocol PendingWork<Transaction>: AnyObject, Sendable {
    associatedtype Transaction
    /// Takes it on; from then on it cannot be withdrawn.
    ///
    /// - Returns: false when the caller has withdrawn it.
    func start() -> Bool
    /// Does it and keeps the outcome for `finish()`; may be done again after a rollback.
    ///
    /// - Returns: what it threw, or nil.
    func run(in transaction: Transaction) -> (any Error)?
    /// Wakes the caller with the outcome.
    func finish()
    /// Wakes the caller with an error, whatever the outcome was.
    func fail(_ error: any Error)
}
