/// A connection to a SQL database, used by one thread at a time and never across an `await`.
///
/// This, `Dialect` and the capability protocols are the whole seam between stores: every statement of Athena stands
/// once in this module and runs on any conforming connection.
package protocol SQLConnection: AnyObject {
    /// Runs a statement that answers no rows.
    ///
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ sql: SQLText, _ arguments: [SQLValue]) throws(SQLError) -> Int

    /// Runs a statement and hands each row to `visit`, which must not keep it.
    func forEach(_ sql: SQLText, _ arguments: [SQLValue], _ visit: (any SQLRow) throws -> Void) throws

    /// What differs from other databases.
    var dialect: Dialect { get }
}

extension SQLConnection {
    /// Every row, as `read` makes of it.
    package func all<Value>(
        _ sql: SQLText,
        _ arguments: [SQLValue] = [],
        _ read: (any SQLRow) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try forEach(sql, arguments) { row in values.append(try read(row)) }
        return values
    }

    /// The first row, or nil; the statement should answer at most one.
    package func first<Value>(
        _ sql: SQLText,
        _ arguments: [SQLValue] = [],
        _ read: (any SQLRow) throws -> Value
    ) throws -> Value? {
        var value: Value?
        try forEach(sql, arguments) { row in if value == nil { value = try read(row) } }
        return value
    }
}

/// One row of an answer, by column number from 0; only valid while it is visited.
package protocol SQLRow {
    /// An integer column; 0 for NULL.
    func integer(_ column: Int) -> Int64
    /// An integer column, or nil for NULL.
    func optionalInteger(_ column: Int) -> Int64?
    /// A floating-point column; 0 for NULL.
    func real(_ column: Int) -> Double
    /// A text column; empty for NULL.
    func text(_ column: Int) -> String
    /// A text column, or nil for NULL.
    func optionalText(_ column: Int) -> String?
    /// A binary column; empty for NULL.
    func blob(_ column: Int) -> [UInt8]
}

/// A value bound to a parameter.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// An integer, or NULL for nil.
    package static func integer(_ number: Int64?) -> SQLValue { number.map { .integer($0) } ?? .null }

    /// A text, or NULL for nil.
    package static func text(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
}
