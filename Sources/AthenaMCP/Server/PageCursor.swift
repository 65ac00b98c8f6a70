import AthenaJSON

/// The place in a list behind which the next page starts, as an opaque text.
///
/// A cursor names the last item shown rather than a number, so that it stays right when the list grows. It is bound to
/// the list and the caller by a checksum, which is no secret: lists are filtered by caller anyway, the checksum only
/// tells honest clients early that they mixed something up.
struct PageCursor: Sendable, Hashable {
    let list: String
    let last: String
    let caller: CallerID

    /// The text for the wire.
    var text: String {
        Base64.urlSafe.encode(Array("\(checksum):\(last)".utf8))
    }

    /// Reads back the name of the last item shown.
    static func last(in text: String, list: String, caller: CallerID) throws(ProtocolError) -> String {
        guard let bytes = Base64.urlSafe.decode(text.utf8), let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            let name = String(validating: bytes[bytes.index(after: colon)...], as: UTF8.self)
        else { throw invalid }
        let cursor = PageCursor(list: list, last: name, caller: caller)
        guard bytes[..<colon].elementsEqual(cursor.checksum.utf8) else { throw invalid }
        return name
    }

    /// The error for a cursor that this server did not give out for this list and caller.
    static let invalid = ProtocolError(.invalidParams, "Invalid cursor: repeat the list without one")

    /// FNV-1a over everything the cursor is bound to.
    private var checksum: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for part in [list, caller.rawValue, last] {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xff) &* 0x100_0000_01b3
        }
        return String(hash, radix: 36)
    }
}

/// One page of a list and where the next one starts.
struct Page<Item: Sendable>: Sendable {
    let items: ArraySlice<Item>
    let next: PageCursor?
}

/// A list that is shown page by page.
struct PagedList<Item: Sendable>: Sendable {
    /// Which list, so that a cursor of one is refused by another.
    let name: String
    let items: [Item]
    /// What tells the items apart.
    let key: @Sendable (Item) -> String

    /// The page behind a cursor. An empty cursor, which is a legal one, starts from the beginning.
    func page(after cursor: String?, size: Int, caller: CallerID) throws(ProtocolError) -> Page<Item> {
        var start = items.startIndex
        if let cursor, !cursor.isEmpty {
            let last = try PageCursor.last(in: cursor, list: name, caller: caller)
            guard let position = items.firstIndex(where: { key($0).utf8.elementsEqual(last.utf8) }) else {
                throw PageCursor.invalid
            }
            start = position + 1
        }
        let page = items[start...].prefix(max(1, size))
        guard page.endIndex < items.endIndex, let last = page.last else { return Page(items: page, next: nil) }
        return Page(items: page, next: PageCursor(list: name, last: key(last), caller: caller))
    }
}
