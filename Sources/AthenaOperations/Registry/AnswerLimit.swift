internal import AthenaJSON

/// How large an answer may be, so that it never floods a model's context.
enum AnswerLimit {
    /// The most bytes of one answer.
    static let bytes = 32 << 10
    /// What is kept free for the names around a list, its cursor and the hint.
    static let frame = 1 << 10

    /// How many of the first items fit into one answer beside `others` bytes; at least one, so that a list goes on.
    static func fitting(_ items: [JSONObject], beside others: Int = 0) -> Int {
        var left = bytes - frame - others
        var count = 0
        for item in items {
            left -= JSON.object(item).bytes.count + 1
            guard left >= 0 else { break }
            count += 1
        }
        return items.isEmpty ? 0 : max(count, 1)
    }
}

extension JSONObject {
    /// Puts a list into an answer, as much of it as fits, with the way to the rest.
    ///
    /// - Parameter more: the cursor behind the item at a position; asked only when something is left.
    mutating func list(
        _ name: String,
        _ items: [JSONObject],
        hasMore: Bool,
        more: (_ last: Int) -> String
    ) {
        let shown = AnswerLimit.fitting(items, beside: JSON.object(self).bytes.count)
        self[name] = .array(items.prefix(shown).map { .object($0) })
        guard shown > 0, hasMore || shown < items.count else { return }
        self["more"] = .string(more(shown - 1))
        if shown < items.count { self["hint"] = .string(Self.hint) }
    }

    private static var hint: String { "Cut at 32 KB: call again with cursor set to more, or ask for fewer fields." }
}
