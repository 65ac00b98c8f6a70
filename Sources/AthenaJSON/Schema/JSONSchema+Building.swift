extension JSONSchema {
    /// One named member of an object.
    public struct Property: Sendable, Hashable {
        /// Its name.
        public let name: String
        let schema: JSONSchema
        let isRequired: Bool

        /// A member that must be there.
        public static func required(_ name: String, _ schema: JSONSchema) -> Property {
            Property(name: name, schema: schema, isRequired: true)
        }

        /// A member that may be left out.
        public static func optional(_ name: String, _ schema: JSONSchema) -> Property {
            Property(name: name, schema: schema, isRequired: false)
        }
    }

    /// A text. `length` counts code points and is shown, but for a lower bound of 1: that a text which is given has
    /// something in it goes without saying, and every word is paid for. `maxBytes` counts UTF-8 bytes, is checked and not
    /// shown.
    public static func string(
        _ length: ClosedRange<Int>? = nil,
        maxBytes: Int? = nil,
        description: String? = nil,
        default: String? = nil
    ) -> JSONSchema {
        var schema = JSONSchema(.string, description)
        schema.limit(atLeast: length?.lowerBound ?? 0, .minLength)
        schema.limit(.maxLength, length.map(\.upperBound).flatMap { $0 < Int.max ? $0 : nil })
        schema.limit(.maxBytes, maxBytes)
        return schema.defaulting(`default`.map(JSON.string))
    }

    /// One of some texts.
    public static func oneOf(
        _ values: [String],
        description: String? = nil,
        default: String? = nil
    ) -> JSONSchema {
        var schema = JSONSchema(.string, description)
        schema.keywords.append(.values(values.map(JSON.string)))
        return schema.defaulting(`default`.map(JSON.string))
    }

    /// A whole number within a range; `Int.min` and `Int.max` mean no bound on that side.
    public static func integer(
        _ range: ClosedRange<Int> = .min ... .max,
        description: String? = nil,
        default: Int? = nil
    ) -> JSONSchema {
        var schema = JSONSchema(.integer, description)
        if range.lowerBound > .min { schema.keywords.append(.bound(.minimum, JSON(range.lowerBound))) }
        if range.upperBound < .max { schema.keywords.append(.bound(.maximum, JSON(range.upperBound))) }
        return schema.defaulting(`default`.map { JSON($0) })
    }

    /// A number within a range; an infinite end means no bound on that side.
    public static func number(
        _ range: ClosedRange<Double> = -.infinity ... .infinity,
        description: String? = nil,
        default: Double? = nil
    ) -> JSONSchema {
        var schema = JSONSchema(.number, description)
        if range.lowerBound.isFinite { schema.keywords.append(.bound(.minimum, JSON(bound: range.lowerBound))) }
        if range.upperBound.isFinite { schema.keywords.append(.bound(.maximum, JSON(bound: range.upperBound))) }
        return schema.defaulting(`default`.map { JSON(bound: $0) })
    }

    /// `true` or `false`.
    public static func boolean(description: String? = nil, default: Bool? = nil) -> JSONSchema {
        JSONSchema(.boolean, description).defaulting(`default`.map(JSON.bool))
    }

    /// Values of one kind, so many of them; as for texts, a lower bound of 1 is not shown.
    public static func array(
        of items: JSONSchema,
        _ count: ClosedRange<Int> = 0 ... .max,
        unique: Bool = false,
        description: String? = nil
    ) -> JSONSchema {
        var schema = JSONSchema(.array, description)
        schema.keywords.append(.items(items))
        schema.limit(atLeast: count.lowerBound, .minItems)
        schema.limit(.maxItems, count.upperBound < .max ? count.upperBound : nil)
        if unique { schema.keywords.append(.uniqueItems(true)) }
        return schema
    }

    /// An object with these members and no others.
    public static func object(_ properties: [Property], description: String? = nil) -> JSONSchema {
        var schema = openObject(properties, description: description)
        schema.keywords.append(.additionalProperties(JSONSchema([.fixed(false)])))
        return schema
    }

    /// An object with these members and any others.
    public static func openObject(_ properties: [Property] = [], description: String? = nil) -> JSONSchema {
        var schema = JSONSchema(.object, description)
        let entries = properties.map { SchemaTable.Entry(name: $0.name, schema: $0.schema) }
        if !entries.isEmpty { schema.keywords.append(.properties(SchemaTable(entries))) }
        let required = properties.filter(\.isRequired).map(\.name)
        if !required.isEmpty { schema.keywords.append(.required(required)) }
        return schema
    }

    /// An object with any names and values of one kind, at most so many.
    public static func map(of values: JSONSchema, maxCount: Int? = nil, description: String? = nil) -> JSONSchema {
        var schema = JSONSchema(.object, description)
        schema.keywords.append(.additionalProperties(values))
        schema.limit(.maxProperties, maxCount)
        return schema
    }

    /// Any value. Rendered without `type`, which some clients refuse as an argument: take ``everyKind`` there.
    public static func anything(description: String? = nil) -> JSONSchema {
        JSONSchema(description.map { [.annotation("description", .string($0))] } ?? [])
    }

    /// Any value again, with every kind named. Objects come first, because a client that shows its model one kind only
    /// takes the first; and items stand there, because some refuse an array without them.
    public static var everyKind: JSONSchema {
        JSONSchema([.kinds([.object, .string, .number, .boolean, .array, .null]), .items(.anything())])
    }

    /// The literal `null`.
    public static var null: JSONSchema { JSONSchema(.null, nil) }

    /// Exactly this value.
    public static func constant(_ value: JSON, description: String? = nil) -> JSONSchema {
        let kind = SchemaKind(rawValue: value.kindName) ?? .object
        var schema = JSONSchema(kind, description)
        schema.keywords.append(.constant(value))
        return schema
    }

    /// A value that meets at least one of the schemas.
    public static func anyOf(_ schemas: [JSONSchema], description: String? = nil) -> JSONSchema {
        var schema = anything(description: description)
        schema.keywords.append(.combination(.anyOf, schemas))
        return schema
    }
}

extension JSONSchema {
    init(_ kind: SchemaKind, _ description: String?) {
        keywords = [.kinds([kind])]
        if let description { keywords.append(.annotation("description", .string(description))) }
    }

    fileprivate mutating func limit(atLeast count: Int, _ size: SchemaSize) {
        if count > 0 { keywords.append(count == 1 ? .size(.filled, 1) : .size(size, count)) }
    }

    fileprivate mutating func limit(_ size: SchemaSize, _ value: Int?) {
        guard let value else { return }
        keywords.append(.size(size, value))
    }

    private func defaulting(_ value: JSON?) -> JSONSchema {
        guard let value else { return self }
        return annotated("default", value)
    }
}

extension JSON {
    fileprivate init(_ value: Int) {
        self = .integer(Int64(value))
    }

    /// A bound is shown as 0, not 0.0, where it is whole.
    fileprivate init(bound value: Double) {
        self = value.wholeValue.map(JSON.integer) ?? .double(value)
    }
}
