extension SchemaValidator {
    mutating func check(_ object: JSONObject, _ table: SchemaTable) {
        for member in object {
            guard !isDone, spend(1) else { return }
            guard let schema = table[member.name] else { continue }
            check(member.value, schema, at: .name(member.name))
        }
    }

    mutating func check(_ object: JSONObject, required names: [String], of schema: JSONSchema) {
        for name in names {
            guard !isDone, spend(1 + object.count / 8) else { return }
            guard object[name] == nil else { continue }
            report("required") { $0.missing(name, schema.properties?[name]) }
        }
    }

    /// Checks the members that `properties` does not name.
    mutating func check(_ object: JSONObject, _ additional: JSONSchema, of schema: JSONSchema) {
        if case .fixed(true)? = additional.keywords.first { return }
        let table = schema.properties
        for member in object {
            guard !isDone, spend(1) else { return }
            guard table?[member.name] == nil else { continue }
            if case .fixed(false)? = additional.keywords.first {
                report("additionalProperties") { $0.unknown(member.name, in: object, accepted: table?.names ?? []) }
            } else {
                check(member.value, additional, at: .name(member.name))
            }
        }
    }
}

extension JSONSchema {
    fileprivate var properties: SchemaTable? {
        for case .properties(let table) in keywords { return table }
        return nil
    }
}
