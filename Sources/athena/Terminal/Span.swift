internal import AthenaOperations

/// Spans of time in the shortest words.
enum Span {
    /// Milliseconds as `850ms`, `12s`, `4m`, `3h` or `5d`.
    static func text(_ milliseconds: Int64) -> String {
        let size = milliseconds.magnitude
        let sign = milliseconds < 0 ? "-" : ""
        switch size {
        case ..<1_000: return "\(sign)\(size)ms"
        case ..<120_000: return "\(sign)\(size / 1_000)s"
        case ..<7_200_000: return "\(sign)\(size / 60_000)m"
        case ..<172_800_000: return "\(sign)\(size / 3_600_000)h"
        default: return "\(sign)\(size / 86_400_000)d"
        }
    }

    /// How long ago a moment was, given as ISO 8601.
    static func since(_ moment: String?, now: Int64) -> String? {
        guard let moment, let then = ISOTime.milliseconds(in: moment) else { return nil }
        return text(max(now - then, 0))
    }
}
