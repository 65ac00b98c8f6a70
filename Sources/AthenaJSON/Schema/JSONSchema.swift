/// A bounded subset of JSON Schema 2020-12: built in Swift or read from JSON, rendered in a stable order, and used to
/// check values with messages that a model can act on.
///
///     let arguments: JSONSchema = .object([
///         .required("lease", .string(maxBytes: 128, description: "The lease from claim_task.")),
///         .optional("limit", .integer(1...100, default: 10)),
///     ])
///     arguments.violations(of: ["limt": 5]).map(\.message)
///     // ["'lease' is missing", "unknown argument 'limt'; did you mean 'limit'? Accepted: lease, limit"]
///
/// Understood: type, enum, const, properties, required, additionalProperties, propertyNames, items, prefixItems, minItems,
/// maxItems, uniqueItems, minLength, maxLength, minProperties, maxProperties, minimum, maximum, exclusiveMinimum,
/// exclusiveMaximum, multipleOf, anyOf, oneOf, allOf, not, $ref into $defs or definitions of the same document. All other
/// keywords, `format` and `pattern` among them, are kept as annotations and check nothing: a regular expression from
/// outside is work without bound.
public struct JSONSchema: Sendable, Hashable {
    /// The keywords in the order in which they are rendered and checked.
    var keywords: [SchemaKeyword]

    init(_ keywords: [SchemaKeyword]) {
        self.keywords = keywords
    }

    /// Reads a schema, refusing what would be checked wrongly: a keyword with a value of the wrong kind, another dialect
    /// than 2020-12 or draft-07, and references that leave the document or lead nowhere.
    public init(parsing json: JSON) throws(JSONSchemaError) {
        var parser = SchemaParser()
        self = try parser.parseDocument(json)
    }

    /// The names under `$defs` or `definitions`, in order.
    public var definitionNames: [String] {
        keywords.flatMap { keyword in
            guard case .definitions(_, let table) = keyword else { return [String]() }
            return table.entries.map(\.name)
        }
    }

    /// The schema that stands under this name in `$defs` or `definitions`, together with all it refers to.
    public func definition(named name: String) -> JSONSchema? {
        for case .definitions(let keyword, let table) in keywords where table[name] != nil {
            let reference = SchemaReference(keyword: keyword, name: name)
            return JSONSchema([.reference(reference)] + keywords.filter { $0.isDefinitions })
        }
        return nil
    }

    /// What is wrong with a value, in the order of the schema, at most `limit` findings; empty when it is right.
    ///
    /// The work is bounded whatever schema and value are: where it would go on too long, one violation says so.
    public func violations(of value: JSON, limit: Int = 5) -> [SchemaViolation] {
        var validator = SchemaValidator(root: self, limit: max(1, limit))
        return validator.run(value)
    }

    /// Whether a value is right.
    public func accepts(_ value: JSON) -> Bool {
        var validator = SchemaValidator(root: self, limit: 1)
        return validator.accepts(value)
    }
}
