import AthenaJSON

/// One HTTP header.
public struct HTTPField: Sendable, Hashable {
    /// The name in lower case, as HTTP compares it.
    public let name: String
    /// The value without white space around it.
    public let value: String

    /// Creates a header; the name may be written in any case.
    public init(_ name: String, _ value: String) {
        self.init(lowercased: name.utf8.allSatisfy(Self.isPlain) ? name : name.lowercased(), value)
    }

    /// Creates a header whose name is known to be in lower case.
    package init(lowercased name: String, _ value: String) {
        self.name = name
        self.value = Self.trimmed(value)
    }

    /// Takes away spaces and tabs, which HTTP allows around a value; nearly all have none.
    private static func trimmed(_ value: String) -> String {
        guard let first = value.utf8.first, let last = value.utf8.last, isBlank(first) || isBlank(last) else {
            return value
        }
        let rest = Array(value.utf8.drop(while: isBlank))
        let end = rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? 0
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// Whether a byte of a name is the same in lower case.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}

/// The headers of a request, in order, with every duplicate.
///
/// A transport must not join duplicates: a doubled `Mcp-Method` is refused, and a joined one could not be told.
public struct HTTPFields: Sendable, Hashable {
    /// All headers.
    public let all: [HTTPField]

    /// Creates a list of headers.
    public init(_ all: [HTTPField]) {
        self.all = all
    }

    /// Every value of a header; the name is in lower case.
    public func values(_ name: String) -> [String] {
        all.filter { $0.name.hasSameBytes(as: name) }.map(\.value)
    }

    /// Whether a header stands there at least once with such a value; the name is in lower case.
    package func contains(_ name: String, where isSought: (String) -> Bool = { _ in true }) -> Bool {
        all.contains { $0.name.hasSameBytes(as: name) && isSought($0.value) }
    }

    /// The value of a header that stands there exactly once.
    public func single(_ name: String) -> String? {
        var found: Int?
        for place in all.indices where all[place].name.hasSameBytes(as: name) {
            guard found == nil else { return nil }
            found = place
        }
        return found.map { all[$0].value }
    }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
    /// Creates a list of headers from pairs; duplicates stay.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { HTTPField($0.0, $0.1) })
    }
}

extension HTTPFields {
    static let version = "mcp-protocol-version"

    /// Whether the version header says anything but a legacy revision. A doubled one counts: its refusal is modern.
    var namesModernVersion: Bool {
        contains(Self.version) { ProtocolRevision(rawValue: $0)?.era != .legacy }
    }

    /// The version header's value, when it names no revision served.
    var unknownVersion: String? {
        guard let version = single(Self.version), ProtocolRevision(rawValue: version) == nil else { return nil }
        return version
    }
}
