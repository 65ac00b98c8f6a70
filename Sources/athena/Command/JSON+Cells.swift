internal import AthenaJSON

extension JSON {
    /// A member as a table shows it; empty where there is none.
    func cell(_ name: String) -> String { self[name]?.cellText ?? "" }

    /// The value as a table shows it.
    var cellText: String {
        switch self {
        case .null: ""
        case .bool(let value): value ? "yes" : "no"
        case .integer(let value): String(value)
        case .double(let value): Self.short(value)
        case .string(let value): value
        case .array(let values): values.map(\.cellText).joined(separator: " ")
        case .object(let members): members.map { "\($0.name)=\($0.value.cellText)" }.joined(separator: " ")
        }
    }

    /// The value as a person reads it at length: text as it is, anything else as indented JSON.
    var readableText: String { stringValue ?? prettyText }

    /// A member that is a span of milliseconds, in words.
    func span(_ name: String) -> String { self[name]?.integerValue.map(Span.text) ?? "" }

    /// A member that is a share between 0 and 1, in per cent.
    func percent(_ name: String) -> String {
        guard let share = self[name]?.doubleValue else { return "" }
        return "\(Self.short(share * 100))%"
    }

    /// At most two decimals.
    private static func short(_ value: Double) -> String {
        guard value.magnitude < 1e12 else { return String(value) }
        let hundredths = Int64((value * 100).rounded())
        let rest = hundredths.magnitude % 100
        let sign = hundredths < 0 ? "-" : ""
        let whole = "\(sign)\(hundredths.magnitude / 100)"
        guard rest > 0 else { return whole }
        let decimals = rest < 10 ? "0\(rest)" : String(rest)
        return "\(whole).\(decimals.hasSuffix("0") ? String(decimals.dropLast()) : decimals)"
    }
}

extension JSONObject {
    /// Sets a member where there is a value.
    mutating func set(_ name: String, _ value: String?) {
        if let value { self[name] = .string(value) }
    }

    /// Sets a member where there is a value.
    mutating func set(_ name: String, _ value: Int?) {
        if let value { self[name] = .integer(Int64(value)) }
    }

    /// Sets a member where there are any.
    mutating func set(_ name: String, _ values: [String]) {
        if !values.isEmpty { self[name] = .array(values.map { .string($0) }) }
    }

    /// Sets a member that is true.
    mutating func set(_ name: String, _ value: Bool) {
        if value { self[name] = true }
    }
}
