public import AthenaJSON

/// What ties an answer to its request: a string or an integer, never null.
///
/// Strings are compared byte by byte. Swift's own comparison takes canonically equivalent texts for equal, and two
/// clients' ids must not collide by accident of normalisation.
public enum RequestID: Sendable {
    /// An id written as a JSON string.
    case string(String)
    /// An id written as a JSON integer.
    case integer(Int64)

    /// Reads an id; null, fractions and every other kind are refused.
    init?(_ json: JSON?) {
        switch json {
        case .string(let text): self = .string(text)
        case .integer(let number): self = .integer(number)
        default: return nil
        }
    }

    /// The id as it goes back on the wire, in the kind it came in.
    public var json: JSON {
        switch self {
        case .string(let text): .string(text)
        case .integer(let number): .integer(number)
        }
    }
}

extension RequestID: Hashable {
    /// Equal when the kind and every byte are equal.
    public static func == (left: RequestID, right: RequestID) -> Bool {
        switch (left, right) {
        case (.string(let one), .string(let other)): one.utf8.elementsEqual(other.utf8)
        case (.integer(let one), .integer(let other)): one == other
        default: false
        }
    }

    /// Hashes the bytes that `==` compares.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .string(let text): for byte in text.utf8 { hasher.combine(byte) }
        case .integer(let number): hasher.combine(number)
        }
    }
}
