/// The longer sentences about what is wrong at a place.
extension SchemaPlace {
    /// For a value of the wrong kind, with what a model usually did to get there.
    func wrongKind(_ value: JSON, wanted kinds: [SchemaKind]) -> String {
        if kinds == [.integer], case .double = value { return "\(subject) must be a whole number, not \(value.text)" }
        let sentence = "\(subject) must be \(kinds.map(\.phrase).joinedByOr), not \(value.kindPhrase)"
        // A text may itself be the wanted value: a number in quotes, or an object sent as text. One that is no JSON at
        // all is no error here, it only means that there is nothing to suggest.
        guard case .string(let text) = value, let meant = try? JSON(parsing: text) else { return sentence }
        guard kinds.contains(where: { $0.includes(meant) }) else { return sentence }
        switch meant {
        case .array, .object: return "\(sentence); send the \(meant.kindName) itself, not a text that holds it"
        default: return "\(sentence); send \(meant.text) without quotes"
        }
    }

    /// For a value that is not one of those listed.
    func notAmong(_ values: [JSON], _ value: JSON) -> String {
        let shown = values.prefix(30).map(\.brief)
        let list = (values.count > 30 ? shown + ["…"] : shown).joinedByOr
        let meant = value.stringValue.flatMap { NearMiss.closest(to: $0, among: values.compactMap(\.stringValue)) }
        let suggestion = meant.map { "; did you mean \"\($0.excerpt)\"?" } ?? ""
        return "\(subject) must be \(values.count > 1 ? "one of " : "")\(list), not \(value.brief)\(suggestion)"
    }

    /// For a member whose name the schema does not know.
    func unknown(_ name: String, in object: JSONObject, accepted: [String]) -> String {
        let absent = accepted.filter { object[$0] == nil }
        let meant = NearMiss.closest(to: name, among: absent).map { "; did you mean '\($0.excerpt)'?" }
        let sentence = "unknown argument '\(name.excerpt)'\(location)\(meant ?? ".")"
        if accepted.isEmpty { return "\(sentence) None are accepted here" }
        let shown = accepted.prefix(40).map(\.excerpt) + (accepted.count > 40 ? ["…"] : [])
        return "\(sentence) Accepted: \(shown.joined(separator: ", "))"
    }

    /// For a required member that is not there; `schema` says what it should be.
    func missing(_ name: String, _ schema: JSONSchema?) -> String {
        "'\(name.excerpt)' is missing\(location)\(schema?.hint ?? "")"
    }

    /// For too little of something.
    func tooFew(_ count: Int, _ limit: Int, _ unit: String) -> String {
        if limit == 1 { return "\(subject) must not be empty" }
        return "\(subject) must have at least \(unit.counted(limit)), not \(count)"
    }

    /// For too much of something.
    func tooMany(_ count: Int, _ limit: Int, _ unit: String) -> String {
        "\(subject) has \(unit.counted(count)), more than the \(limit) allowed; shorten it"
    }
}

extension JSONSchema {
    /// What a value should be, in brackets behind its name.
    fileprivate var hint: String {
        for case .values(let values) in keywords where values.count <= 12 {
            return " (\(values.count > 1 ? "one of " : "")\(values.map(\.brief).joinedByOr))"
        }
        for case .constant(let value) in keywords { return " (\(value.brief))" }
        for case .kinds(let kinds) in keywords { return " (\(kinds.map(\.phrase).joinedByOr))" }
        return ""
    }
}

extension [String] {
    /// The words as a list in a sentence: "a, b or c".
    fileprivate var joinedByOr: String {
        guard count > 1, let last else { return joined() }
        return dropLast().joined(separator: ", ") + " or " + last
    }
}

extension String {
    /// The unit with its number: "1 byte", "2 bytes".
    fileprivate func counted(_ count: Int) -> String {
        "\(count) \(self)\(count == 1 ? "" : "s")"
    }
}
