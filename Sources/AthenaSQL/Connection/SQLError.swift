/// A failure of the database, told apart by what can be done about it.
package struct SQLError: Error, Sendable, Hashable {
    /// What can be done about a failure.
    package enum Kind: Sendable, Hashable {
        /// The disk or quota is full; reads go on, writing works again when space returns.
        case full
        /// The file or device failed; the connection has to be opened anew.
        case inputOutput
        /// The file is not a sound database.
        case corrupt
        /// A uniqueness, check or not-null rule refused the row.
        case constraint
        /// Another connection is in the way.
        case busy
        /// A wrong statement or anything else: a fault of Athena.
        case other
    }

    package let kind: Kind
    /// The database's own code, for the log.
    package let code: Int32
    /// The database's own words, for the log; never shown to callers.
    package let message: String

    /// Describes a failure.
    package init(kind: Kind, code: Int32, message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }
}
