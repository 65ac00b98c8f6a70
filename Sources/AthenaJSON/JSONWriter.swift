/// Writes JSON into a growing array of bytes and places the commas itself.
///
/// What it writes is compact and never contains a raw line break, so that a message is one line.
///
///     var writer = JSONWriter()
///     writer.beginObject()
///     writer.name("id")
///     writer.string("t123")
///     writer.endObject()
///     writer.bytes  // {"id":"t123"}
///
/// Calls must be balanced and every value in an object needs its name: the writer does not check, it writes what it is
/// told.
public struct JSONWriter: Sendable {
    /// How values are written.
    struct Style {
        /// Members sorted by the bytes of their names.
        var sortsNames = false
        /// Whole doubles written as integers, so that numbers of one value are the same bytes.
        var foldsWholeDoubles = false
    }

    /// What has been written so far.
    public internal(set) var bytes: [UInt8] = []
    var needsComma = false
    let style: Style

    /// Starts with nothing written.
    public init(reservingCapacity capacity: Int = 0) {
        self.init(style: Style(), reservingCapacity: capacity)
    }

    init(style: Style, reservingCapacity capacity: Int = 0) {
        self.style = style
        bytes.reserveCapacity(capacity)
    }

    /// What has been written so far, as a text.
    public var text: String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// Opens an object.
    public mutating func beginObject() { open(Ascii.openBrace) }

    /// Closes the innermost object.
    public mutating func endObject() { close(Ascii.closeBrace) }

    /// Opens an array.
    public mutating func beginArray() { open(Ascii.openBracket) }

    /// Closes the innermost array.
    public mutating func endArray() { close(Ascii.closeBracket) }

    /// Writes the name of the member whose value comes next.
    public mutating func name(_ name: String) {
        separate()
        appendQuoted(name)
        bytes.append(Ascii.colon)
        needsComma = false
    }

    /// Writes a text, escaping what JSON asks to escape.
    public mutating func string(_ value: String) {
        separate()
        appendQuoted(value)
    }

    /// Writes a whole number.
    public mutating func integer(_ value: Int64) {
        separate()
        bytes.append(digitsOf: value)
    }

    /// Writes a number, the shortest form that reads back as the same double; a number that is not finite as `null`.
    public mutating func double(_ value: Double) {
        if style.foldsWholeDoubles, let whole = value.wholeValue { return integer(whole) }
        separate()
        bytes.append(contentsOf: value.isFinite ? value.description.utf8 : "null".utf8)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Writes any value.
    public mutating func value(_ value: JSON) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .double(let value): double(value)
        case .string(let value): string(value)
        case .array(let values): array(values)
        case .object(let members): object(members)
        }
    }

    /// Writes a member of an object.
    public mutating func member(_ name: String, _ value: JSON) {
        self.name(name)
        self.value(value)
    }

    /// Writes text that is known to be one compact JSON value, as it stands.
    ///
    /// Give it only what this package has written or read: nothing is checked, and a wrong text spoils the document.
    public mutating func rawJSON(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }
}

extension JSONWriter {
    private mutating func array(_ values: [JSON]) {
        beginArray()
        for element in values { value(element) }
        endArray()
    }

    private mutating func object(_ object: JSONObject) {
        beginObject()
        for entry in style.sortsNames ? object.membersInByteOrder : object.members { member(entry.name, entry.value) }
        endObject()
    }

    /// Writes the comma that the previous value made necessary, and makes one necessary behind the value to come.
    private mutating func separate() {
        if needsComma { bytes.append(Ascii.comma) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }
}

extension JSONObject {
    /// The members sorted by the UTF-8 bytes of their names.
    fileprivate var membersInByteOrder: [Member] {
        members.sorted { $0.name.precedesInBytes($1.name) }
    }
}
