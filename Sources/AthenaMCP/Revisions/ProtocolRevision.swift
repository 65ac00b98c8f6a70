/// A published revision of the Model Context Protocol that this library speaks.
///
/// Revisions are ordered by date, so `revision >= .v2025_06_18` asks whether a feature exists.
public enum ProtocolRevision: String, Sendable, Hashable, CaseIterable {
    /// The first revision in use.
    case v2024_11_05 = "2024-11-05"
    /// Streamable HTTP, tool annotations, audio; the only revision with batches.
    case v2025_03_26 = "2025-03-26"
    /// Titles, structured tool results, resource links.
    case v2025_06_18 = "2025-06-18"
    /// Icons; the newest revision that starts with `initialize`.
    case v2025_11_25 = "2025-11-25"
    /// Stateless: every request carries its own envelope.
    case v2026_07_28 = "2026-07-28"

    /// The newest revision that a handshake can agree on.
    public static let newestLegacy = ProtocolRevision.v2025_11_25

    /// What a legacy HTTP request without a version header is taken for.
    static let assumedWithoutHeader = ProtocolRevision.v2025_03_26

    /// Every revision served, newest first, as lists on the wire show them.
    static let newestFirst = Array(allCases.reversed())

    /// The family of rules that this revision follows.
    public var era: Era { self == .v2026_07_28 ? .modern : .legacy }
}

extension ProtocolRevision: Comparable {
    /// Orders revisions by their date.
    public static func < (left: ProtocolRevision, right: ProtocolRevision) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// The two families of rules: with a handshake, or with an envelope in every request.
///
/// The era is a property of each message, never of a connection: real clients send `initialize` after a successful
/// `server/discover` on the same pipe.
public enum Era: Sendable, Hashable {
    /// 2024-11-05 to 2025-11-25: `initialize`, sessions, negotiated state.
    case legacy
    /// 2026-07-28: stateless requests that name their own revision.
    case modern
}
