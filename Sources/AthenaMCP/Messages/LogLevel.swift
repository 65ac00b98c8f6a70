/// The severities of RFC 5424, from `debug` to `emergency`.
public enum LogLevel: String, Sendable, Hashable, CaseIterable {
    /// Detail for whoever looks for a mistake.
    case debug
    /// Ordinary progress.
    case info
    /// Ordinary, but worth noting.
    case notice
    /// Something may go wrong.
    case warning
    /// Something went wrong.
    case error
    /// A part has failed.
    case critical
    /// Someone must act at once.
    case alert
    /// Nothing works.
    case emergency
}

extension LogLevel: Comparable {
    /// Orders levels by severity.
    public static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.severity < right.severity
    }

    private var severity: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
