/// The value of one keyword while a schema is read, with what errors need to say about it.
struct SchemaSource {
    let name: String
    let value: JSON
    let path: String
    let depth: Int
    let hasPatternProperties: Bool

    init(_ member: JSONObject.Member, in members: JSONObject, at path: String, depth: Int) {
        name = member.name
        value = member.value
        self.path = "\(path)/\(member.name.escapedForPointer)"
        self.depth = depth
        hasPatternProperties = member.name == "additionalProperties" && members["patternProperties"] != nil
    }

    func size() throws(JSONSchemaError) -> Int {
        guard let size = value.integerValue, size >= 0 else { throw wrong("a whole number of 0 or more") }
        return Int(size)
    }

    func number() throws(JSONSchemaError) -> JSON {
        guard value.doubleValue != nil else { throw wrong("a number") }
        return value
    }

    func positiveNumber() throws(JSONSchemaError) -> JSON {
        guard let number = value.doubleValue, number > 0 else { throw wrong("a number above 0") }
        return value
    }

    func bool() throws(JSONSchemaError) -> Bool {
        guard let bool = value.boolValue else { throw wrong("true or false") }
        return bool
    }

    func string() throws(JSONSchemaError) -> String {
        guard let string = value.stringValue else { throw wrong("a string") }
        return string
    }

    func array() throws(JSONSchemaError) -> [JSON] {
        guard let array = value.arrayValue, !array.isEmpty || name != "anyOf" else { throw wrong("an array") }
        return array
    }

    func object() throws(JSONSchemaError) -> JSONObject {
        guard let object = value.objectValue else { throw wrong("an object") }
        return object
    }

    func strings() throws(JSONSchemaError) -> [String] {
        var strings: [String] = []
        for element in try array() {
            guard let string = element.stringValue else { throw wrong("an array of strings") }
            strings.append(string)
        }
        return strings
    }

    func kinds() throws(JSONSchemaError) -> [SchemaKind] {
        let names = value.stringValue.map { [$0] } ?? value.arrayValue?.map { $0.stringValue ?? "" } ?? []
        let kinds = names.compactMap(SchemaKind.init)
        guard !kinds.isEmpty, kinds.count == names.count else {
            throw wrong("null, boolean, integer, number, string, array or object, or an array of these")
        }
        return kinds
    }

    private func wrong(_ wanted: String) -> JSONSchemaError {
        JSONSchemaError(.invalidKeyword, at: path, "'\(name.excerpt)' must be \(wanted), not \(value.brief)")
    }
}
