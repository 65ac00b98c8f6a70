internal import AthenaCore
internal import AthenaJSON

/// Where a list goes on: a place behind the last item shown, bound to the question that was asked.
///
/// It is opaque to callers: base64url of a JSON array that holds a digest of operation, project and filters, and then
/// the place. A cursor of another list, or of the same one with other filters, is refused rather than answered wrongly.
struct PageCursor {
    /// The longest text that is looked at.
    private static let longest = 1_024
    /// Enough to notice a mistake; nothing is protected by it.
    private static let digestLength = 4

    private let digest: String

    /// The cursors of one question; the size of a page and the cursor itself are no part of it.
    init(_ operation: String, _ arguments: Arguments, in project: Project) {
        var filters = arguments.json
        filters["cursor"] = nil
        filters["limit"] = nil
        let question: JSON = [.string(operation), .string(project.name), .object(filters)]
        let whole = EventChain.digest(of: String(decoding: question.canonicalBytes, as: UTF8.self))
        digest = String(whole.prefix(Self.digestLength))
    }

    /// The text that leads behind a place.
    func text(behind place: [JSON]) -> String { Base64URL.text(of: JSON.array([.string(digest)] + place).bytes) }

    /// The place in a cursor from outside, which must have this many parts; nil without a cursor.
    ///
    /// - Throws: `invalid_argument` for a cursor that this question did not answer.
    func place(in arguments: Arguments, parts: Int) throws -> [JSON]? {
        guard let text = arguments.text("cursor") else { return nil }
        guard text.utf8.count <= Self.longest, let bytes = Base64URL.bytes(in: text),
            // Whatever is wrong with a text from outside, the answer is the same refusal.
            let values = try? JSON(parsing: String(decoding: bytes, as: UTF8.self)).arrayValue,
            values.count == parts + 1, values[0].stringValue == digest
        else { throw Self.refusal }
        return Array(values.dropFirst())
    }

    /// A place that is one number.
    func number(in arguments: Arguments) throws -> Int64? {
        guard let place = try place(in: arguments, parts: 1) else { return nil }
        guard let number = place[0].integerValue else { throw Self.refusal }
        return number
    }

    /// A place that is a value and a number.
    func pair(in arguments: Arguments) throws -> (value: Int64, id: Int64)? {
        guard let place = try place(in: arguments, parts: 2) else { return nil }
        guard let value = place[0].integerValue, let id = place[1].integerValue else { throw Self.refusal }
        return (value, id)
    }

    /// A place that is one text.
    func word(in arguments: Arguments) throws -> String? {
        guard let place = try place(in: arguments, parts: 1) else { return nil }
        guard let word = place[0].stringValue else { throw Self.refusal }
        return word
    }

    /// The one answer to every cursor that does not fit.
    static var refusal: AthenaError {
        .invalid(
            "The cursor does not belong to this list.",
            next: "Repeat the call that answered it with nothing changed but cursor, or begin again without it."
        )
    }
}
