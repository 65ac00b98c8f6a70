extension JSON {
    /// The value in a few words for a message: short scalars as they are, all else by kind.
    var brief: String {
        switch self {
        case .null, .bool, .integer, .double: text
        case .string(let value): "\"\(value.excerpt)\""
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// The kind with its article, as in "not a string".
    var kindPhrase: String {
        SchemaKind(rawValue: kindName)?.phrase ?? kindName
    }
}
