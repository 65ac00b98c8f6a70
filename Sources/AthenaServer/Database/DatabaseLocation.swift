package import AthenaCore
internal import Crypto

/// Where the database is, and everything that stands beside it.
package struct DatabaseLocation: Sendable, Hashable {
    /// The database file, absolute and with links followed.
    package let database: String
    /// The socket that the one owner of the file listens at.
    package let socket: String

    /// The file whose lock makes a process the one owner.
    package var lock: String { database + ".lock" }
    /// The first token for HTTP, readable by its owner alone.
    package var token: String { database + ".token" }
    /// What a server in the background says.
    package var log: String { database + ".log" }

    /// The longest path of a socket that every system takes.
    package static let longestSocketPath = 100

    /// Names a place directly.
    ///
    /// - Parameters:
    ///   - database: an absolute path.
    ///   - environment: tells where a socket goes whose path would be too long beside the database.
    package init(database: String, environment: [String: String]) {
        self.database = database
        socket = Self.socketPath(for: database, environment: environment)
    }

    /// Refuses a socket that somebody else may have put there: one that is not beside the database must be in a folder
    /// of our own.
    package func checkSocketFolder() throws(PosixError) {
        let folder = Path.folder(of: socket)
        guard folder != Path.folder(of: database), !PrivateFile.isPrivateFolder(folder) else { return }
        throw PosixError("use \(folder), which is not private", code: PosixError.notPermitted)
    }

    /// Finds the database: `option`, else `ATHENA_DB`, else `.athena/athena.db` in the folder or one above it where it
    /// exists and is this user's, else `athena/athena.db` under `XDG_DATA_HOME`.
    ///
    /// A file of somebody else in a folder above, such as `/tmp`, would be a way to be given this user's calls.
    ///
    /// - Throws: `invalid_argument` where nothing says where files of this user go.
    package static func find(
        option: String?,
        environment: [String: String],
        workingFolder: String,
        isOwn: (String) -> Bool = PrivateFile.isOwn,
        canonical: (String) -> String = Path.canonical
    ) throws(AthenaError) -> DatabaseLocation {
        let chosen = [option, environment["ATHENA_DB"]].compactMap { $0 }.first { !$0.isEmpty }
        let path: String
        if let chosen {
            path = Path.absolute(chosen, in: workingFolder)
        } else if let near = nearest(to: workingFolder, isOwn: isOwn) {
            path = near
        } else {
            path = try defaultPath(environment)
        }
        return DatabaseLocation(database: canonical(path), environment: environment)
    }

    private static func nearest(to workingFolder: String, isOwn: (String) -> Bool) -> String? {
        var folder = workingFolder
        while true {
            let candidate = Path.absolute(".athena/athena.db", in: folder)
            if isOwn(Path.folder(of: candidate)), isOwn(candidate) { return candidate }
            let parent = Path.folder(of: folder)
            if parent == folder || folder == "/" { return nil }
            folder = parent
        }
    }

    private static func defaultPath(_ environment: [String: String]) throws(AthenaError) -> String {
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return Path.absolute("athena/athena.db", in: data)
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else {
            throw .invalid(
                "Neither HOME nor XDG_DATA_HOME says where the database goes.",
                next: "Name the file with --db or ATHENA_DB."
            )
        }
        return Path.absolute(".local/share/athena/athena.db", in: home)
    }

    private static func socketPath(for database: String, environment: [String: String]) -> String {
        let beside = database + ".sock"
        if beside.utf8.count <= longestSocketPath { return beside }
        let digest = SHA256.hash(data: Array(database.utf8)).prefix(8).map { Hexadecimal.pair($0) }.joined()
        if let runtime = environment["XDG_RUNTIME_DIR"], runtime.hasPrefix("/") {
            let path = Path.absolute("athena-\(digest).sock", in: runtime)
            if path.utf8.count <= longestSocketPath { return path }
        }
        return "/tmp/athena-\(Machine.userID)/\(digest).sock"
    }
}
