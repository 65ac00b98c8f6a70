internal import AthenaCore
internal import AthenaSQL

extension AthenaError {
    /// What callers are told about a failing file; nothing of their call was stored.
    init(storage error: SQLError) {
        switch error.kind {
        case .full:
            self.init(
                .storageFull,
                "The disk is full; nothing of this call was stored.",
                next: "Make room on the disk of the database, then call again.",
                retryAfterMs: 5_000
            )
        case .corrupt:
            self.init(
                .unavailable,
                "The database file is damaged; nothing of this call was stored.",
                next: "Run athena doctor, and restore a backup if it says so."
            )
        case .inputOutput, .constraint, .busy, .other:
            self.init(
                .unavailable,
                "The database could not be written or read; nothing of this call was stored.",
                next: "Call again; if it stays, look at the server's log and the disk.",
                retryAfterMs: 1_000
            )
        }
    }

    /// What callers are told whose commit failed in such a way that a crash may yet bring it back.
    init(unsettled error: SQLError) {
        let failure = AthenaError(
            error.kind == .full ? .storageFull : .unavailable,
            "The database failed while this call was stored; whether it was is not known.",
            next: "Call again with the same idempotency_key or lease; without one, look first whether it was done.",
            retryAfterMs: 5_000
        )
        self = failure.withUnknownOutcome()
    }

    /// What a body threw, as callers are told it: a failing file becomes one of the two storage errors.
    static func told(_ error: any Error) -> any Error {
        guard let failure = error as? SQLError else { return error }
        switch failure.kind {
        case .full, .inputOutput, .corrupt, .busy: return AthenaError(storage: failure)
        case .constraint, .other: return failure
        }
    }

    /// The store was stopped before the call began.
    static var storeIsStopped: AthenaError {
        AthenaError(
            .unavailable,
            "The server is stopping; nothing of this call was stored.",
            next: "Call again in a moment.",
            retryAfterMs: 1_000
        )
    }
}
