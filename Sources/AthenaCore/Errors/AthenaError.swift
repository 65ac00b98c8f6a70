package import AthenaJSON

/// The one error that leaves a use case: what was wrong, with what, and what to do next.
///
/// Nothing was applied when it is thrown, since every use case is one transaction, which it rolls back; only where a disk
/// failed in the middle of a commit can that be unknown.
package struct AthenaError: Error, Sendable, Equatable {
    /// The stable code, mapped once to every surface by `AthenaErrorCode`.
    package let code: AthenaErrorCode
    /// One sentence: what was wrong, with what.
    package private(set) var message: String
    /// One sentence: what the caller should do now.
    package let next: String
    /// Milliseconds after which the same call may succeed, where waiting helps.
    package let retryAfterMs: Int64?
    /// Facts a program can act on: ids, limits, the current holder.
    package let details: JSONObject?
    /// Whether the call may have been carried out all the same.
    package private(set) var isOutcomeUnknown = false

    /// Makes an error; `message` and `next` are shown to agents and people as they are.
    package init(
        _ code: AthenaErrorCode,
        _ message: String,
        next: String,
        retryAfterMs: Int64? = nil,
        details: JSONObject? = nil
    ) {
        self.code = code
        self.message = message
        self.next = next
        self.retryAfterMs = retryAfterMs
        self.details = details
    }

    /// The same error, of a call that may have been carried out all the same; it says nothing of `applied`.
    package func withUnknownOutcome() -> AthenaError {
        var error = self
        error.isOutcomeUnknown = true
        return error
    }

    /// The same error with another message, such as one that says where the fault is.
    package func withMessage(_ message: String) -> AthenaError {
        var error = self
        error.message = message
        return error
    }

    /// The body that every surface shows: `{"error":{…}}`.
    package var json: JSON {
        var error: JSONObject = [
            "code": .string(code.rawValue),
            "message": .string(message),
            "next": .string(next),
        ]
        if !isOutcomeUnknown { error["applied"] = false }
        if let retryAfterMs { error["retry_after_ms"] = .integer(retryAfterMs) }
        if let details, !details.isEmpty { error["details"] = .object(details) }
        return .object(["error": .object(error)])
    }
}

extension AthenaError {
    /// An argument that cannot be accepted as it is.
    package static func invalid(_ message: String, next: String = "Correct the argument and call again.") -> AthenaError
    {
        AthenaError(.invalidArgument, message, next: next)
    }

    /// A thing that does not exist, or not for this caller.
    package static func notFound(_ what: String, next: String = "Check the id, or list what there is with query_tasks.")
        -> AthenaError
    {
        AthenaError(.notFound, "There is no \(what) here.", next: next)
    }

    /// A fault of Athena's own; `reference` is all that leaves the process, the log has the rest.
    package static func `internal`(reference: String) -> AthenaError {
        AthenaError(
            .internalError,
            "Something went wrong inside Athena (reference \(reference)).",
            next: "Call again; if it stays, look for the reference in the server's log."
        )
    }
}
