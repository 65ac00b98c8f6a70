internal import AthenaCore
internal import AthenaSQL

/// One transaction and what becomes of it.
///
/// An operation decides first and writes after, so that it needs no savepoint: one that throws before it wrote fails
/// alone. One that throws afterwards spoils the batch, and each operation runs again in a transaction of its own.
/// Answers, good and bad, are given after the commit they rest on.
extension BatchWriter {
    /// How a transaction ended.
    enum Outcome {
        case committed
        /// BEGIN or COMMIT failed: nothing is stored, the file was closed.
        case refused(SQLError)
        /// COMMIT failed, and the file cannot be written: nothing is seen of it, but a crash may bring it back.
        case unsettled(SQLError)
        /// An operation threw after it had written; all was rolled back.
        case spoiled
        /// What was kept for the end of the batch could not be written; all was rolled back.
        case unflushed(any Error)
        /// The hook for ready tasks threw after it had written; all was rolled back.
        case hookSpoiled
    }

    /// Runs one transaction.
    ///
    /// - Parameter fill: is given what runs an operation and answers whether the transaction is still good.
    func attempt(hook: StoreHooks.Ready?, _ fill: ((Item) -> Bool) -> Void) -> Outcome {
        let connection: WriterConnection
        switch opened() {
        case .success(let open): connection = open
        case .failure(let failure): return .refused(failure)
        }
        var outcome = Outcome.spoiled
        var operations = 0
        var isBroken: SQLError?
        let failure = connection.database.write {
            var isGood = true
            fill { item in
                operations += 1
                if let error = connection.run(item) {
                    isGood = false
                    if error.kind == .inputOutput { isBroken = error }
                }
                return isGood
            }
            if isGood { outcome = close(connection, hook) }
            if case .committed = outcome { return true }
            return false
        } rolledBack: {
            connection.sql.forget()
        }
        if let broken = failure ?? isBroken { reopen(after: broken) }
        guard case .committed = outcome else { return failure.map(Outcome.refused) ?? outcome }
        if let failure { return failure.leavesCommitInDoubt && !settle() ? .unsettled(failure) : .refused(failure) }
        announce(connection, operations)
        return outcome
    }

    /// Wakes the callers of a transaction, or runs their operations again in parts.
    func conclude(_ outcome: Outcome, _ items: ArraySlice<Item>) {
        switch outcome {
        case .committed:
            for item in items { item.finish() }
        case .refused(let failure):
            for item in items { item.fail(AthenaError(storage: failure)) }
        case .unsettled(let failure):
            for item in items { item.fail(AthenaError(unsettled: failure)) }
        case .spoiled where items.count == 1:
            for item in items { item.finish() }
        case .unflushed(let error) where items.count == 1:
            for item in items { item.fail(AthenaError.told(error)) }
        case .spoiled, .unflushed:
            counts.update { $0.replays += 1 }
            for index in items.indices { runAgain(items[index...index], hook: hooks.ready) }
        case .hookSpoiled:
            counts.update { $0.replays += 1 }
            runAgain(items, hook: nil)
            runHookAlone()
        }
    }

    private func runAgain(_ items: ArraySlice<Item>, hook: StoreHooks.Ready?) {
        let outcome = attempt(hook: hook) { run in
            for item in items where item.start() { guard run(item) else { return } }
        }
        conclude(outcome, items)
    }

    /// A hook that threw after writing gets a transaction to itself, where it can hurt nobody.
    private func runHookAlone() {
        if case .hookSpoiled = attempt(hook: hooks.ready, { _ in }) {
            options.report(.hookFailed("it threw after it had written"))
        }
    }

    /// What belongs to every transaction before its COMMIT.
    private func close(_ connection: WriterConnection, _ hook: StoreHooks.Ready?) -> Outcome {
        let sql = connection.sql
        if let hook, sql.hasReadied {
            sql.hasReadied = false
            let before = sql.writesSoFar
            do {
                try hook(sql.begin())
            } catch {
                guard sql.writesSoFar == before, connection.database.sql.isInTransaction else { return .hookSpoiled }
                options.report(.hookFailed(String(describing: error)))
            }
        }
        do {
            try sql.flush()
            return .committed
        } catch {
            return .unflushed(error)
        }
    }

    /// What follows a commit, before its callers wake: waiting claimers first, then those who follow the log.
    private func announce(_ connection: WriterConnection, _ operations: Int) {
        let pages = keeper.count(connection.database.sql)
        counts.update { counts in
            counts.commits += 1
            counts.operations += operations
            counts.largestBatch = max(counts.largestBatch, operations)
            counts.logPages += pages
        }
        lastOperations = operations
        for action in connection.sql.takeAfterCommit() { action() }
        let projects = connection.sql.takeProjectsWithEvents()
        if !projects.isEmpty { hooks.committed?(projects) }
    }
}
