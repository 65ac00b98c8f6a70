/// What a task does when one of its dependencies ends failed or cancelled.
package enum DependencyPolicy: String, Sendable, CaseIterable {
    /// Stays blocked, says why, and unblocks if the dependency is retried and completes.
    case block
    /// Is cancelled too, as is everything behind it.
    case cancel
    /// Goes on as if the dependency were satisfied; the brief carries the error in place of a result.
    case ignore
}
