/// Everything that is decided about a server before it starts.
package struct ServerSettings: Sendable, Hashable {
    /// Where the database and what belongs to it are.
    package let location: DatabaseLocation
    /// Where HTTP is spoken; nil for not at all.
    package let http: HTTPSettings?
    /// Whether the server was started because a client needed one, and ends when none does.
    package let isOnDemand: Bool
    /// The project of calls that name none.
    package let project: String
    /// The version of the build, for people.
    package let build: String
    /// The newest schema that the build knows.
    package let schema: Int64
    /// How to work with the tools, for models.
    package let instructions: String?
    /// How many files and connections the process may have open.
    package var descriptors = 1_024

    /// How long a client of the socket may take to read what was written to it.
    package var socketPatience: Duration = .seconds(30)

    /// Gathers the decisions.
    package init(
        location: DatabaseLocation,
        http: HTTPSettings?,
        isOnDemand: Bool,
        project: String,
        build: String,
        schema: Int64,
        instructions: String?
    ) {
        self.location = location
        self.http = http
        self.isOnDemand = isOnDemand
        self.project = project
        self.build = build
        self.schema = schema
        self.instructions = instructions
    }

    /// How many may be connected.
    var limits: ConnectionLimits { ConnectionLimits(descriptors: descriptors, http: http?.connectionLimit) }

    /// What the server says of itself on the socket.
    package var version: WireVersion { WireVersion(build: build, schema: schema) }
}
