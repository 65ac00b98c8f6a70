/// One keyword of a schema with its value.
indirect enum SchemaKeyword: Sendable, Hashable {
    case kinds([SchemaKind])
    case values([JSON])
    case constant(JSON)
    case properties(SchemaTable)
    case required([String])
    case additionalProperties(JSONSchema)
    case propertyNames(JSONSchema)
    /// The items behind those of a tuple.
    case items(JSONSchema)
    /// The first items one by one: `prefixItems`, or `items` with an array in draft-07.
    case tuple(keyword: String, [JSONSchema])
    case uniqueItems(Bool)
    case size(SchemaSize, Int)
    case bound(SchemaBound, JSON)
    case multipleOf(JSON)
    case combination(SchemaCombination, [JSONSchema])
    case not(JSONSchema)
    case reference(SchemaReference)
    case definitions(keyword: String, SchemaTable)
    /// A keyword that is kept and checks nothing.
    case annotation(String, JSON)
    /// The schemas `true` and `false`.
    case fixed(Bool)

    var isDefinitions: Bool {
        guard case .definitions = self else { return false }
        return true
    }
}

/// The kinds of value a schema can ask for.
enum SchemaKind: String, Sendable, Hashable {
    case null, boolean, integer, number, string, array, object

    /// Whether a value is of this kind; `1.0` is an integer, and every integer a number.
    func includes(_ value: JSON) -> Bool {
        switch self {
        case .integer: value.integerValue != nil || value.doubleValue?.isWhole == true
        case .number: value.doubleValue != nil
        default: value.kindName == rawValue
        }
    }

    /// The kind with its article, as in "must be an integer".
    var phrase: String {
        switch self {
        case .null: "null"
        case .integer, .array, .object: "an \(rawValue)"
        case .boolean, .number, .string: "a \(rawValue)"
        }
    }
}

/// Keywords that bound how much there may be of something.
enum SchemaSize: String, Sendable, Hashable {
    case minLength, maxLength, minItems, maxItems, minProperties, maxProperties
    /// What the store can hold, counted in UTF-8 bytes.
    case maxBytes
    /// That a text or a list must have something in it.
    case filled

    /// Whether JSON Schema knows it. What it does not know is checked and neither shown nor read.
    var isStandard: Bool { self != .maxBytes && self != .filled }
}

/// Keywords that bound a number.
enum SchemaBound: String, Sendable, Hashable {
    case minimum, maximum, exclusiveMinimum, exclusiveMaximum
}

/// Keywords that combine schemas.
enum SchemaCombination: String, Sendable, Hashable {
    case anyOf, oneOf, allOf
}

/// Where a `$ref` leads: to the document itself or to one of its definitions.
struct SchemaReference: Sendable, Hashable {
    /// `$defs` or `definitions`; nil for the document itself.
    let keyword: String?
    let name: String

    init(keyword: String?, name: String) {
        self.keyword = keyword
        self.name = name
    }

    /// Reads the text of a `$ref`, nil unless it is `#`, `#/$defs/name` or `#/definitions/name`.
    init?(_ text: String) {
        if text == "#" {
            self.init(keyword: nil, name: "")
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "#", parts[1] == "$defs" || parts[1] == "definitions" else { return nil }
        self.init(keyword: String(parts[1]), name: String(parts[2]).unescapedFromPointer)
    }

    var text: String {
        guard let keyword else { return "#" }
        return "#/\(keyword)/\(name.escapedForPointer)"
    }
}
