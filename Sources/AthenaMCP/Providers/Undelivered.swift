/// Undoes what only makes sense when the client has the answer, such as a lease it would not know of.
///
/// Runs at most once, possibly in a cancelled task, when the answer could not be written or the client cancelled the
/// request. It must not look at cancellation.
public typealias UndeliveredAction = @Sendable () async -> Void
