/// What a server says about itself and where its limits are.
public struct ServerConfiguration: Sendable {
    /// Name, version and title.
    public var identity: ServerIdentity
    /// How to work with the server, for the model; clients cut it at 2,048 characters.
    public var instructions: String?
    /// How long the list of tools may be cached. `public` only when all callers see the same tools.
    public var toolListCaching: CachePolicy
    /// How long the lists of resources and templates may be cached.
    public var resourceListCaching: CachePolicy
    /// How long the answer to `server/discover` may be cached.
    public var discoveryCaching: CachePolicy
    /// How many items a page of a list has.
    public var pageSize: Int
    /// Whether providers send log messages; declares the `logging` capability.
    public var sendsLogs: Bool
    /// How many legacy HTTP sessions are kept; beyond that the one unused for longest is forgotten.
    public var maximumSessions: Int
    /// How many of them one caller may have, so that nobody can push out everybody else's.
    public var maximumSessionsPerCaller: Int
    /// Where session ids come from: 64 random bits a call. Anything but a cryptographic source is for tests.
    public var entropy: @Sendable () -> UInt64

    /// Creates a configuration with defaults that suit a local server.
    public init(identity: ServerIdentity, instructions: String? = nil) {
        self.identity = identity
        self.instructions = instructions
        toolListCaching = CachePolicy(milliseconds: 300_000, scope: .private)
        resourceListCaching = .live
        discoveryCaching = CachePolicy(milliseconds: 3_600_000, scope: .public)
        pageSize = 100
        sendsLogs = false
        maximumSessions = 1_024
        maximumSessionsPerCaller = 256
        entropy = {
            var generator = SystemRandomNumberGenerator()
            return generator.next()
        }
    }
}

/// The name of a server as clients show it.
public struct ServerIdentity: Sendable, Hashable {
    /// A name for programs.
    public let name: String
    /// The version of the build.
    public let version: String
    /// A name for people.
    public let title: String?

    /// Creates a name.
    public init(name: String, version: String, title: String? = nil) {
        self.name = name
        self.version = version
        self.title = title
    }
}
