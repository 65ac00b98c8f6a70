internal import AthenaJSON

/// How large an answer may be, so that it never floods a model's context.
enum AnswerLimit {
    /// The most bytes of one answer.
    static let bytes = 32 << 10
    /// What is kept free for the names around a list, its cursor and the hint.
    static let frame = 1 << 10

    /// How many of the first items fit into one answer beside `others` bytes; at least one, so that a list goes on.
    static func fitting(_ items: [JSONObject], beside others: Int = 0) -> Int {
        let count = fitting(items.map { .object($0) }, in: bytes - frame - others)
        return items.isEmpty ? 0 : max(count, 1)
    }

    /// How many of the first items fit into so many bytes.
    static func fitting(_ items: [JSON], in room: Int) -> Int {
        var left = room
        let rest = items.firstIndex { item in
            left -= item.bytes.count + 1
            return left < 0
        }
        return rest ?? items.count
    }

    /// How many ids one list of a task names.
    static let ids = 300
}

extension JSONObject {
    /// Puts a list of ids into an answer, the first of them where they are very many, and then how many there are.
    mutating func ids(_ name: String, _ ids: [some CustomStringConvertible]) {
        self[name] = .words(ids.prefix(AnswerLimit.ids).map(\.description))
        if ids.count > AnswerLimit.ids { self[name + "_count"] = .integer(Int64(ids.count)) }
    }

    /// How many bytes more an answer may get beside what it holds already; below 0 when it is over its limit.
    var room: Int { AnswerLimit.bytes - AnswerLimit.frame - JSON.object(self).bytes.count }

    /// As many of the first items as fit into an answer beside what it holds already.
    func fitting(_ items: [JSON]) -> [JSON] { Array(items.prefix(AnswerLimit.fitting(items, in: room))) }

    /// Puts as many of the first items into an answer as fit, and says how many there are when some are left out.
    ///
    /// - Returns: whether all of them fitted.
    @discardableResult
    mutating func fill(_ name: String, _ items: [JSON]) -> Bool {
        let shown = fitting(items)
        self[name] = .array(shown)
        if shown.count < items.count { self[name + "_count"] = .integer(Int64(items.count)) }
        return shown.count == items.count
    }

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
