internal import AthenaCore

/// Reads one consistent snapshot; belongs to one thread and does not outlive the connection's transaction.
package struct SQLReader: SQLReading, ReadTransaction {
    package let connection: any SQLConnection
    package let names: NameBook
    package let bulletin: LaneBulletin?

    /// Reads over a connection on which a snapshot is open.
    package init(connection: any SQLConnection) {
        self.init(connection: connection, names: NameBook(connection: connection))
    }

    /// Reads with names that were looked up over the same connection before.
    ///
    /// - Parameter bulletin: where the writer of the same database posts the order of its lanes.
    package init(connection: any SQLConnection, names: NameBook, bulletin: LaneBulletin? = nil) {
        self.connection = connection
        self.names = names
        self.bulletin = bulletin
    }
}
