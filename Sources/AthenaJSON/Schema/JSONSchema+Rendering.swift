extension JSONSchema {
    /// The schema as JSON, keywords and members in a fixed order: the same schema is the same bytes in every process.
    public var json: JSON {
        if case .fixed(let value)? = keywords.first { return .bool(value) }
        var object = JSONObject()
        for keyword in keywords {
            guard let (name, value) = keyword.rendered else { continue }
            object.append(name, value)
        }
        return .object(object)
    }
}

extension SchemaKeyword {
    /// The name and value of the keyword, nil for one that is not shown.
    fileprivate var rendered: (String, JSON)? {
        switch self {
        case .kinds(let kinds): ("type", kinds.rendered)
        case .values(let values): ("enum", .array(values))
        case .constant(let value): ("const", value)
        case .properties(let table): ("properties", table.rendered)
        case .required(let names): ("required", .array(names.map(JSON.string)))
        case .additionalProperties(let schema): ("additionalProperties", schema.json)
        case .propertyNames(let schema): ("propertyNames", schema.json)
        case .items(let schema): ("items", schema.json)
        case .tuple(let keyword, let schemas): (keyword, .array(schemas.map(\.json)))
        case .uniqueItems(let value): ("uniqueItems", .bool(value))
        case .size(let size, let value): size.isStandard ? (size.rawValue, .integer(Int64(value))) : nil
        case .bound(let bound, let value): (bound.rawValue, value)
        case .multipleOf(let value): ("multipleOf", value)
        case .combination(let combination, let schemas): (combination.rawValue, .array(schemas.map(\.json)))
        case .not(let schema): ("not", schema.json)
        case .reference(let reference): ("$ref", .string(reference.text))
        case .definitions(let keyword, let table): (keyword, table.rendered)
        case .annotation(let name, let value): (name, value)
        case .fixed: nil
        }
    }
}

extension SchemaTable {
    fileprivate var rendered: JSON {
        .object(JSONObject(uniqueMembers: entries.map { JSONObject.Member(name: $0.name, value: $0.schema.json) }))
    }
}

extension [SchemaKind] {
    fileprivate var rendered: JSON {
        if count == 1, let kind = first { return .string(kind.rawValue) }
        return .array(map { .string($0.rawValue) })
    }
}
