/// A JSON value that keeps integers apart from doubles and object members in order.
///
/// Equality is exact: strings are compared as UTF-8 bytes (not by canonical equivalence, so that `é` written in two ways
/// stays two values), `1` differs from `1.0`, and members must stand in the same order. ``isEquivalent(to:)`` compares
/// the way JSON Schema does, and ``canonicalBytes`` is the form to hash.
///
///     let task: JSON = ["id": "t123", "priority": 2, "labels": ["sql", "gpu"]]
///     task["priority"]?.integerValue  // 2
public enum JSON: Sendable {
    /// The literal `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number written without fraction and exponent that fits 64 bits.
    case integer(Int64)
    /// Any other number. Must be finite to be written; a number that is not is written as `null`.
    case double(Double)
    /// A text. May contain U+0000, see ``containsNUL``.
    case string(String)
    /// Values in order.
    case array([JSON])
    /// Members in order.
    case object(JSONObject)
}

extension JSON: Hashable {
    /// Exact equality, see ``JSON``.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }

    /// Feeds the value to a hasher; equal values feed the same.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .double(let value): hasher.combine(value)
        case .string(let value): hasher.combine(ByteString(value))
        case .array(let values): hasher.combine(values)
        case .object(let object): hasher.combine(object)
        }
    }

    /// Whether both are the same value to JSON Schema: `1` is `1.0`, and the order of members does not count.
    ///
    /// Takes time proportional to the size of both, whatever their shape.
    public func isEquivalent(to other: JSON) -> Bool {
        if self == other { return true }
        switch (self, other) {
        case (.integer, .double), (.double, .integer), (.array, .array), (.object, .object):
            return equivalenceBytes == other.equivalenceBytes
        default:
            return false
        }
    }
}
