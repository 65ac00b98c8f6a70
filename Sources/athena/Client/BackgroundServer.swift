internal import AthenaCore
internal import AthenaSQLite
internal import AthenaServer
internal import Foundation

/// A server that clients start in the background, for a database that a command made for itself and will remove again.
///
/// It ends by itself when nobody has used it for a while, so that nothing stays when the command is killed.
struct BackgroundServer: Sendable {
    private static let patience: TimeInterval = 15

    /// The database.
    let database: String

    /// A conversation in the default project; the first one starts the server.
    func session() async throws -> Session {
        var options = ServerOptions()
        options.database = database
        options.project = Project.defaultName
        return try await Session(options)
    }

    /// Asks it to end and waits for that; one that does not is ended.
    func end() {
        guard let process = DatabaseLock.holder(ofDatabase: database) else { return }
        Machine.askToEnd(process)
        let deadline = Date().addingTimeInterval(Self.patience)
        // It still tidies up its files when it has given the lock back.
        while !Machine.hasEnded(process) {
            guard Date() < deadline else { return Machine.endAbruptly(process) }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }
}
