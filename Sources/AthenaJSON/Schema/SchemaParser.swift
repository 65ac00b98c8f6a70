/// Reads a schema from JSON within bounds.
struct SchemaParser {
    private static let maxDepth = 64
    private static let maxSubschemas = 20_000

    private var count = 0
    private var references: [(SchemaReference, path: String)] = []

    mutating func parseDocument(_ json: JSON) throws(JSONSchemaError) -> JSONSchema {
        if let dialect = json["$schema"] { try check(dialect: dialect) }
        let schema = try parse(json, at: "", depth: 0)
        for (reference, path) in references where !schema.resolves(reference) {
            let reason = "'$ref' leads to \(reference.text.excerpt), which is not there"
            throw JSONSchemaError(.unresolvedReference, at: path, reason)
        }
        return schema
    }

    private func check(dialect: JSON) throws(JSONSchemaError) {
        let known = ["https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema"]
        let text = dialect.stringValue ?? dialect.text
        let trimmed = text.hasSuffix("#") ? String(text.dropLast()) : text
        guard known.contains(where: { $0.hasSameBytes(as: trimmed) }) else {
            let reason = "the dialect \(text.excerpt) is not supported; use \(known[0]) or leave '$schema' out"
            throw JSONSchemaError(.unsupportedDialect, at: "/$schema", reason)
        }
    }

    mutating func parse(_ json: JSON, at path: String, depth: Int) throws(JSONSchemaError) -> JSONSchema {
        guard depth < Self.maxDepth else {
            throw JSONSchemaError(.tooDeep, at: path, "schemas stand more than \(Self.maxDepth) deep in each other")
        }
        guard count < Self.maxSubschemas else {
            throw JSONSchemaError(.tooManySubschemas, at: path, "there are more than \(Self.maxSubschemas) schemas")
        }
        count += 1
        switch json {
        case .bool(let value): return JSONSchema([.fixed(value)])
        case .object(let members):
            var keywords: [SchemaKeyword] = []
            for member in members {
                let source = SchemaSource(member, in: members, at: path, depth: depth)
                keywords.append(try parseKeyword(source))
            }
            return JSONSchema(keywords)
        default:
            throw JSONSchemaError(.invalidKeyword, at: path, "a schema must be an object or a boolean")
        }
    }

    private mutating func parseKeyword(_ source: SchemaSource) throws(JSONSchemaError) -> SchemaKeyword {
        if let size = SchemaSize(rawValue: source.name), size.isStandard { return .size(size, try source.size()) }
        if let bound = SchemaBound(rawValue: source.name) { return .bound(bound, try source.number()) }
        if let combination = SchemaCombination(rawValue: source.name) {
            return .combination(combination, try parseList(source))
        }
        switch source.name {
        case "type": return .kinds(try source.kinds())
        case "enum": return .values(try source.array())
        case "const": return .constant(source.value)
        case "required": return .required(try source.strings())
        case "uniqueItems": return .uniqueItems(try source.bool())
        case "multipleOf": return .multipleOf(try source.positiveNumber())
        case "$ref": return try parseReference(source)
        default: return try parseNested(source)
        }
    }

    /// Keywords whose values hold schemas; what is left is an annotation.
    private mutating func parseNested(_ source: SchemaSource) throws(JSONSchemaError) -> SchemaKeyword {
        switch source.name {
        case "properties": return .properties(try parseTable(source))
        case "$defs", "definitions": return .definitions(keyword: source.name, try parseTable(source))
        case "prefixItems": return .tuple(keyword: source.name, try parseList(source))
        case "items" where source.value.arrayValue != nil: return .tuple(keyword: source.name, try parseList(source))
        case "items": return .items(try parseOne(source))
        case "not": return .not(try parseOne(source))
        case "propertyNames": return .propertyNames(try parseOne(source))
        // Names that match a pattern would count as unknown, so without patterns nothing can be said about the others.
        case "additionalProperties" where !source.hasPatternProperties:
            return .additionalProperties(try parseOne(source))
        default: return .annotation(source.name, source.value)
        }
    }

    private mutating func parseOne(_ source: SchemaSource) throws(JSONSchemaError) -> JSONSchema {
        try parse(source.value, at: source.path, depth: source.depth + 1)
    }

    private mutating func parseList(_ source: SchemaSource) throws(JSONSchemaError) -> [JSONSchema] {
        var schemas: [JSONSchema] = []
        for (place, value) in try source.array().enumerated() {
            schemas.append(try parse(value, at: "\(source.path)/\(place)", depth: source.depth + 1))
        }
        return schemas
    }

    private mutating func parseTable(_ source: SchemaSource) throws(JSONSchemaError) -> SchemaTable {
        var entries: [SchemaTable.Entry] = []
        for member in try source.object() {
            let path = "\(source.path)/\(member.name.escapedForPointer)"
            let schema = try parse(member.value, at: path, depth: source.depth + 1)
            entries.append(SchemaTable.Entry(name: member.name, schema: schema))
        }
        return SchemaTable(entries)
    }

    private mutating func parseReference(_ source: SchemaSource) throws(JSONSchemaError) -> SchemaKeyword {
        let text = try source.string()
        guard let reference = SchemaReference(text) else {
            let reason = "'$ref' \(text.excerpt) is not supported; refer to '#/$defs/name' in the same document"
            throw JSONSchemaError(.unsupportedReference, at: source.path, reason)
        }
        references.append((reference, path: source.path))
        return .reference(reference)
    }
}

extension JSONSchema {
    /// The schema that a reference of this document leads to.
    func resolved(_ reference: SchemaReference) -> JSONSchema? {
        guard let keyword = reference.keyword else { return self }
        for case .definitions(let name, let table) in keywords where name.hasSameBytes(as: keyword) {
            return table[reference.name]
        }
        return nil
    }

    fileprivate func resolves(_ reference: SchemaReference) -> Bool {
        resolved(reference) != nil
    }
}
