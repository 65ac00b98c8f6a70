/// A task that was stored, and where it stood in the transaction that stored it.
package struct CreatedTask: Sendable, Hashable {
    package let id: AgentTask.ID
    package let status: TaskStatus

    init(_ task: AgentTask) {
        id = task.id
        status = task.status
    }
}

extension Orchestrator {
    /// Stores tasks, all or none, and answers them in the order of the requests.
    ///
    /// - Parameter once: the caller's key; the same key with the same arguments answers the same tasks again, as they
    ///   are then.
    /// - Throws: `dependency_unknown`, `dependency_cycle`, `not_found`, `idempotency_mismatch`, `too_large`.
    package func create(_ requests: [TaskRequest], once: Once? = nil, as caller: Caller) async throws -> [CreatedTask] {
        guard !requests.isEmpty, requests.count <= TaskLimits.batch else {
            throw AthenaError.invalid("A call creates 1 to \(TaskLimits.batch) tasks, not \(requests.count).")
        }
        // Whatever needs no transaction is done before it, for all wait for its thread.
        let requests = requests.map(\.titled)
        return try await perform(as: caller) { work in
            if let once, let earlier = try work.remembered(once) {
                return try earlier.split(separator: ",").compactMap { AgentTask.ID(parsing: String($0)) }
                    .map { CreatedTask(try work.requireTask($0)) }
            }
            let created = try BatchCreation(work: work, requests: requests).run().map { CreatedTask($0) }
            if let once { try work.remember(once, created.map(\.id.description).joined(separator: ",")) }
            return created
        }
    }
}

extension UnitOfWork {
    /// What an earlier call under this key was answered.
    ///
    /// - Throws: `idempotency_mismatch` when the arguments were others.
    func remembered(_ once: Once) throws -> String? {
        guard let earlier = try tx.remembered(key(of: once)) else { return nil }
        guard earlier.digest == once.digest else { throw AthenaError.idempotencyMismatch(once) }
        return earlier.answer
    }

    /// Keeps the answer of this call under its key.
    func remember(_ once: Once, _ answer: String) throws {
        try tx.remember(RememberedAnswer(digest: once.digest, answer: answer), under: key(of: once), at: now.wall)
    }

    private func key(of once: Once) -> IdempotencyKey {
        IdempotencyKey(project: project, principal: caller.principal, operation: once.operation, key: once.key)
    }
}

extension AthenaError {
    /// A key that belongs to a call with other arguments.
    static func idempotencyMismatch(_ once: Once) -> AthenaError {
        AthenaError(
            .idempotencyMismatch,
            "The idempotency key \(once.key.quotedForMessage) was used with other arguments.",
            next: "Use a new key for a new request, or repeat the first request exactly."
        )
    }
}
