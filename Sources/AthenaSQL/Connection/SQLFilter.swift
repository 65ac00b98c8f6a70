/// A statement that grows condition by condition, with its arguments numbered as they come.
struct SQLFilter {
    /// The statement so far.
    private(set) var sql: SQLText
    /// The arguments so far.
    private(set) var arguments: [SQLValue]

    /// Starts with a text that uses the parameters of `arguments`.
    init(_ sql: SQLText, _ arguments: [SQLValue]) {
        self.sql = sql
        self.arguments = arguments
    }

    /// Appends a text that uses no parameter.
    mutating func append(_ text: SQLText) { sql = sql + text }

    /// Appends a text with one argument behind it, and what stands behind that.
    mutating func append(_ text: SQLText, _ argument: SQLValue, _ rest: SQLText = "") {
        arguments.append(argument)
        sql = sql + text + SQLText.parameter(arguments.count) + rest
    }

    /// Demands one more condition.
    mutating func and(_ condition: SQLText) { append(" AND " + condition) }

    /// Demands one more condition with one argument in it.
    mutating func and(_ condition: SQLText, _ argument: SQLValue, _ rest: SQLText = "") {
        append(" AND " + condition, argument, rest)
    }

    /// Demands that a column has one of these values; nil demands nothing.
    mutating func and(_ column: SQLText, isOneOf values: [SQLValue]?) {
        guard let values else { return }
        guard !values.isEmpty else { return and("1 = 0") }
        for (place, value) in values.enumerated() {
            append((place == 0 ? " AND (" : " OR ") + column + " = ", value)
        }
        append(")")
    }
}
