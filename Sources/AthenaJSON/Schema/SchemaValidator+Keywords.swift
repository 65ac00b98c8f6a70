extension SchemaValidator {
    /// Checks one keyword; keywords about another kind of value say nothing about this one.
    mutating func check(_ value: JSON, _ keyword: SchemaKeyword, of schema: JSONSchema) {
        switch keyword {
        case .kinds(let kinds):
            guard !kinds.contains(where: { $0.includes(value) }) else { return }
            report("type") { $0.wrongKind(value, wanted: kinds) }
        case .values(let values):
            guard !isAmong(values, value) else { return }
            report("enum") { $0.notAmong(values, value) }
        case .constant(let constant):
            guard !isAmong([constant], value) else { return }
            report("const") { "\($0.subject) must be \(constant.brief), not \(value.brief)" }
        case .bound(let bound, let limit): check(value, bound, limit)
        case .multipleOf(let divisor):
            guard value.doubleValue != nil, !value.isMultiple(of: divisor) else { return }
            report("multipleOf") { "\($0.subject) must be a multiple of \(divisor.text), not \(value.text)" }
        case .combination(let combination, let schemas): check(value, combination, schemas)
        case .not(let forbidden):
            guard meets(value, forbidden) else { return }
            report("not") { "\($0.subject) has a form that is not allowed" }
        case .reference(let reference): check(value, reference)
        case .fixed(false): report("false") { "\($0.subject) is not allowed" }
        case .size(let size, let limit): check(value, size, limit)
        default: checkParts(of: value, keyword, of: schema)
        }
    }

    /// Keywords about the parts of arrays and objects.
    private mutating func checkParts(of value: JSON, _ keyword: SchemaKeyword, of schema: JSONSchema) {
        switch (value, keyword) {
        case (.object(let object), .properties(let table)): check(object, table)
        case (.object(let object), .required(let names)): check(object, required: names, of: schema)
        case (.object(let object), .additionalProperties(let additional)): check(object, additional, of: schema)
        case (.object(let object), .propertyNames(let names)):
            for member in object where !isDone { check(.string(member.name), names, at: .name(member.name)) }
        case (.array(let values), .tuple(_, let schemas)):
            for (place, pair) in zip(values, schemas).enumerated() where !isDone {
                check(pair.0, pair.1, at: .item(place))
            }
        case (.array(let values), .items(let items)):
            for place in values.indices.dropFirst(schema.tupleCount) where !isDone {
                check(values[place], items, at: .item(place))
            }
        case (.array(let values), .uniqueItems(true)): checkUnique(values)
        default: break
        }
    }

    /// Whether a value is equivalent to one of those listed. A large one is put into canonical form once, not for each.
    private mutating func isAmong(_ values: [JSON], _ value: JSON) -> Bool {
        guard spend(values.count / 4) else { return true }
        switch value {
        case .array, .object:
            let bytes = value.equivalenceBytes
            guard spend(bytes.count / 32) else { return true }
            return values.contains { $0.kindName == value.kindName && $0.equivalenceBytes == bytes }
        default:
            return values.contains { value.isEquivalent(to: $0) }
        }
    }

    private mutating func check(_ value: JSON, _ bound: SchemaBound, _ limit: JSON) {
        guard value.doubleValue != nil else { return }
        let (holds, words) =
            switch bound {
            case .minimum: (!value.isLess(than: limit), "at least")
            case .maximum: (!limit.isLess(than: value), "at most")
            case .exclusiveMinimum: (limit.isLess(than: value), "more than")
            case .exclusiveMaximum: (value.isLess(than: limit), "less than")
            }
        guard !holds else { return }
        report(bound.rawValue) { "\($0.subject) must be \(words) \(limit.text), not \(value.text)" }
    }

    private mutating func check(_ value: JSON, _ reference: SchemaReference) {
        guard let target = target(of: reference) else {
            report("$ref") { "the schema of \($0.subject) refers to itself and says nothing" }
            return
        }
        check(value, target)
    }
}

extension JSONSchema {
    /// How many items at the start of an array have schemas of their own.
    fileprivate var tupleCount: Int {
        for case .tuple(_, let schemas) in keywords { return schemas.count }
        return 0
    }
}
