/// One HTTP header.
public struct HTTPField: Sendable, Hashable {
    /// The name in lower case, as HTTP compares it.
    public let name: String
    /// The value without white space around it.
    public let value: String

    /// Creates a header; the name may be written in any case.
    public init(_ name: String, _ value: String) {
        self.name = name.lowercased()
        self.value = Self.trimmed(value)
    }

    /// Takes away spaces and tabs, which HTTP allows around a value.
    private static func trimmed(_ value: String) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let rest = Array(value.utf8.drop(while: isBlank))
        let end = rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? 0
        return rest.count == value.utf8.count && end == rest.count
            ? value : String(decoding: rest[..<end], as: UTF8.self)
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
        all.filter { $0.name == name }.map(\.value)
    }

    /// The value of a header that stands there exactly once.
    public func single(_ name: String) -> String? {
        let values = values(name)
        return values.count == 1 ? values[0] : nil
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
        values(Self.version).contains { ProtocolRevision(rawValue: $0)?.era != .legacy }
    }

    /// The version header's value, when it names no revision served.
    var unknownVersion: String? {
        guard let version = single(Self.version), ProtocolRevision(rawValue: version) == nil else { return nil }
        return version
    }
}
