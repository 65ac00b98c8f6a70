extension JSON {
    /// The text of a string, else nil.
    public var stringValue: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The whole number this is, also when it was written as a double (`5.0`, `1e3`), else nil.
    public var integerValue: Int64? {
        switch self {
        case .integer(let value): value
        case .double(let value): value.wholeValue
        default: nil
        }
    }

    /// The number this is, else nil. An integer beyond 2^53 is rounded.
    public var doubleValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// The truth value of `true` and `false`, else nil.
    public var boolValue: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The values of an array, else nil.
    public var arrayValue: [JSON]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    /// The members of an object, else nil.
    public var objectValue: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// Whether this is the literal `null`.
    public var isNull: Bool {
        guard case .null = self else { return false }
        return true
    }

    /// The value of a member, nil where there is none or where this is no object.
    public subscript(name: String) -> JSON? {
        guard case .object(let object) = self else { return nil }
        return object[name]
    }

    /// The value at a place of an array, nil outside its bounds or where this is no array.
    public subscript(position: Int) -> JSON? {
        guard case .array(let values) = self, values.indices.contains(position) else { return nil }
        return values[position]
    }

    /// What this is, in the words of JSON Schema: "null", "boolean", "integer", "number", "string", "array" or "object".
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .double: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// Whether any text in it, names included, contains U+0000, which PostgreSQL cannot store.
    public var containsNUL: Bool {
        switch self {
        case .null, .bool, .integer, .double: false
        case .string(let value): value.containsNUL
        case .array(let values): values.contains { $0.containsNUL }
        case .object(let object): object.members.contains { $0.name.containsNUL || $0.value.containsNUL }
        }
    }
}
