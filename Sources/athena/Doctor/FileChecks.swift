internal import AthenaServer
internal import Foundation

/// Checks of the files and folders around a database.
struct FileChecks {
    /// Free bytes below which writing will soon fail.
    private static let littleSpace: Int64 = 256 << 20

    let location: DatabaseLocation

    /// Every check in order.
    var findings: [Finding] { [version, database, rights, space, socket].compactMap { $0 } }

    private var version: Finding {
        .ok("version", "athena \(Composition.version), schema \(Composition.wireVersion.schema)")
    }

    private var database: Finding {
        PrivateFile.exists(location.database)
            ? .ok("database", location.database)
            : .warn("database", "there is none yet at \(location.database)", fix: "athena db init")
    }

    /// Whether somebody else could read what is private.
    private var rights: Finding? {
        let open = [location.database, location.token, location.log].filter { path in
            guard let rights = attributes(of: path)?[.posixPermissions] as? NSNumber else { return false }
            return rights.intValue & 0o077 != 0
        }
        guard PrivateFile.exists(location.database) else { return nil }
        guard !open.isEmpty else { return .ok("permissions", "only their owner can read the files") }
        let names = open.joined(separator: " ")
        return .fail("permissions", "others can read \(names)", fix: "chmod 600 \(names)")
    }

    private var space: Finding? {
        var folder = Path.folder(of: location.database)
        while !PrivateFile.exists(folder), folder != "/" { folder = Path.folder(of: folder) }
        // A file system that does not tell its free space is not checked.
        guard let facts = try? FileManager.default.attributesOfFileSystem(forPath: folder),
            let free = (facts[.systemFreeSize] as? NSNumber)?.int64Value
        else { return nil }
        let words = "\(free >> 20) MB are free at \(folder)"
        return free < Self.littleSpace
            ? .fail("disk", words, fix: "Free space, or move the database and name it with --db.") : .ok("disk", words)
    }

    private var socket: Finding {
        do {
            try location.checkSocketFolder()
            return .ok("socket", location.socket)
        } catch {
            return .fail(
                "socket",
                "\(error)",
                fix: "Set XDG_RUNTIME_DIR to a folder of your own, or use a shorter --db."
            )
        }
    }

    private func attributes(of path: String) -> [FileAttributeKey: Any]? {
        // A file that is not there has no rights.
        try? FileManager.default.attributesOfItem(atPath: path)
    }
}
