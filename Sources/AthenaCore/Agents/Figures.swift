/// Numbers as sentences show them, written without Foundation.
package enum Figures {
    /// A number from 0 up with two decimals: `0.91`.
    package static func twoDecimals(_ value: Double) -> String {
        let hundredths = Int64(exactly: (value * 100).rounded()) ?? 0
        let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
        return "\(hundredths < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// A share of 1 as a whole percentage: `85 %`.
    package static func percent(_ share: Double) -> String {
        "\(Int64(exactly: (share * 100).rounded()) ?? 0) %"
    }

    /// A span of milliseconds in its largest whole unit: `40 ms`, `12 s`, `3 min`, `5 h`, `2 d`.
    package static func span(_ milliseconds: Int64) -> String {
        switch max(milliseconds, 0) {
        case let span where span < 1_000: "\(span) ms"
        case let span where span < 60_000: "\(span / 1_000) s"
        case let span where span < 3_600_000: "\(span / 60_000) min"
        case let span where span < 172_800_000: "\(span / 3_600_000) h"
        case let span: "\(span / 86_400_000) d"
        }
    }

    /// A count with its noun: `1 task`, `2 tasks`.
    package static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(plural ?? noun + "s")"
    }

    /// Words in a row, the rest counted: `a, b and 3 more`.
    package static func list(_ words: [String], limit: Int = 5) -> String {
        let shown = words.prefix(limit).joined(separator: ", ")
        return words.count > limit ? "\(shown) and \(words.count - limit) more" : shown
    }
}
