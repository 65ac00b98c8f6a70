/// How long and by whom a modern answer may be cached.
public struct CachePolicy: Sendable, Hashable {
    /// Who may reuse the answer.
    public enum Scope: String, Sendable, Hashable {
        /// Anyone. Only for answers that do not depend on the caller.
        case `public`
        /// Only whoever presented the same credential.
        case `private`
    }

    /// For how many milliseconds the answer stays fresh; never negative.
    public let milliseconds: Int64
    /// Who may reuse the answer.
    public let scope: Scope

    /// Creates a policy; a negative time counts as zero.
    public init(milliseconds: Int64, scope: Scope) {
        self.milliseconds = max(0, milliseconds)
        self.scope = scope
    }

    /// Must be asked for again each time.
    public static let live = CachePolicy(milliseconds: 0, scope: .private)
}
