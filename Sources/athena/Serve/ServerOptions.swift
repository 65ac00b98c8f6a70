internal import ArgumentParser
internal import AthenaCore
internal import AthenaSQLite
internal import AthenaServer
internal import Foundation

/// Which database a command is about, and who it speaks as; shared by every command that talks to a server.
struct ServerOptions: ParsableArguments {
    @Option(
        name: .customLong("db"),
        help: "The database file. Default: ATHENA_DB, .athena/athena.db, or the user's own."
    )
    var database: String?

    @Option(help: "The project to work in. Default: ATHENA_PROJECT, or default.")
    var project: String?

    /// The variables of this process.
    static var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// Where the database is.
    func location() throws(AthenaError) -> DatabaseLocation {
        try .find(option: database, environment: Self.environment, workingFolder: Machine.workingFolder)
    }

    /// The project that was named, or the default.
    var projectName: String {
        let named = [project, Self.environment["ATHENA_PROJECT"]].compactMap { $0 }.first { !$0.isEmpty }
        return named ?? Project.defaultName
    }

    /// What finds the server, starting one if there is none, and says who is there.
    ///
    /// - Parameters:
    ///   - shelf: the operations to see.
    ///   - agent: the agent to be bound to.
    func connector(shelf: OperationShelf, agent: Agent.ID? = nil) throws(AthenaError) -> Connector {
        let location = try location()
        let token = Self.environment["ATHENA_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
        let hello = ClientHello(
            version: Composition.wireVersion,
            token: token,
            wish: IdentityWish(agent: agent, project: projectName, shelf: shelf)
        )
        let launcher = ServerLauncher(
            executable: ServerLauncher.ownExecutable,
            arguments: ["serve", "--on-demand", "--db", location.database],
            environment: Self.environment,
            log: location.log
        )
        return Connector(location: location, hello: hello, launcher: launcher) {
            DatabaseLock.address(ofDatabase: location.database)
        }
    }

    /// A client of the server that sees every operation, those of the command line included.
    func client() async throws -> SocketClient {
        Machine.hardenProcess()
        return try await SocketClient.connecting(try connector(shelf: .commandLine))
    }
}
