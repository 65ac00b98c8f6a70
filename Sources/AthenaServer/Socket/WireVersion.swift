/// What both ends of the socket tell each other about themselves.
package struct WireVersion: Sendable, Hashable {
    /// The number of the protocol spoken on the socket; raised when old and new cannot talk.
    package static let currentProtocol: Int64 = 1

    /// The protocol that this end speaks.
    package let protocolNumber: Int64
    /// The version of the build, for people.
    package let build: String
    /// The newest schema of the database that this build knows.
    package let schema: Int64
    /// The process.
    package let processID: Int32

    /// Describes one end.
    package init(
        protocolNumber: Int64 = WireVersion.currentProtocol,
        build: String,
        schema: Int64,
        processID: Int32 = Machine.processID
    ) {
        self.protocolNumber = protocolNumber
        self.build = build
        self.schema = schema
        self.processID = processID
    }
}
