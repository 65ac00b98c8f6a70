internal import AthenaCore

/// Reads one consistent snapshot; belongs to one thread and does not outlive the connection's transaction.
package struct SQLReader: SQLReading, ReadTransaction {
    package let connection: any SQLConnection
    package let names: NameBook

    /// Reads over a connection on which a snapshot is open.
    package init(connection: any SQLConnection) {
        self.init(connection: connection, names: NameBook(connection: connection))
    }

    init(connection: any SQLConnection, names: NameBook) {
        self.connection = connection
        self.names = names
    }
}
