internal import AthenaCore
internal import AthenaSQL
internal import Foundation

/// Copies of a database: made while it is in use, checked, and put back.
///
/// These calls block while they work through the file; run them on a thread of their own.
package enum SQLiteBackup {
    /// What the name of a copy ends in while it is being put in the place of a database.
    package static let incomingSuffix = ".restoring"

    /// Copies a database into a new file, as it was when the copy began; others go on reading and writing.
    ///
    /// The process that calls holds the database's lock. The copy is one file without companions, readable by its owner
    /// alone, and on the disk when this returns.
    /// - Throws: `invalid_argument` when there is a file at `target` already.
    package static func make(of path: String, at target: String) throws {
        try DatabaseFile.create(target)
        do {
            let database = try DatabaseHandle.reading(path, cacheKiB: 2_000)
            defer { database.close() }
            _ = try database.alone { try $0.run("VACUUM INTO $1", [.text(target)]) }
            try DatabaseFile.flush(target)
        } catch {
            try DatabaseFile.remove(target)
            throw AthenaError.told(error)
        }
    }

    /// Looks at every page, every table and every link of the event logs of a file that nobody has open for writing.
    ///
    /// - Parameter progress: hears how many events of how many have been checked.
    /// - Returns: what is wrong, each in one sentence; empty when all is well.
    package static func faults(
        in path: String,
        progress: (Int64, Int64) -> Void = { _, _ in }
    ) throws -> [String] {
        guard DatabaseFile.exists(path) else { throw AthenaError.notFound("file at \(path)", next: "Check the path.") }
        do {
            let database = try DatabaseHandle.reading(path, cacheKiB: 8_000)
            defer { database.close() }
            return try database.alone { try SQLiteIntegrity.faults(in: $0, progress: progress) }
        } catch let error as SQLError where error.kind == .corrupt {
            return ["The file is not a sound database: \(error.message)."]
        } catch {
            throw AthenaError.told(error)
        }
    }

    /// Puts a copy in the place of a database; the database that was there stays beside it under another name.
    ///
    /// The copy is checked whole before anything is touched, and it is copied, not moved. Takes the database's lock, so
    /// no server may be running. A crash in the middle leaves either the old database or the restored one.
    /// - Parameter asideName: what the old file is called from now on; the standard name says when.
    /// - Returns: where the old database is now, or nil when there was none.
    @discardableResult
    package static func restore(_ copy: String, to path: String, asideName: String? = nil) throws -> String? {
        try refuseFaults(in: copy)
        try DatabaseFile.prepareFolder(of: path)
        let lock = try DatabaseLock(database: path)
        defer { lock.release() }
        let incoming = path + incomingSuffix
        try DatabaseFile.remove(incoming)
        try make(of: copy, at: incoming)
        let aside = try setAside(path, as: asideName ?? path + ".before-restore-\(Int(Date().timeIntervalSince1970))")
        try DatabaseFile.rename(incoming, to: path)
        try DatabaseFile.flush(path)
        return aside
    }

    private static func refuseFaults(in copy: String) throws {
        let faults = try faults(in: copy)
        guard let first = faults.first else { return }
        let others = faults.count > 1 ? " (and \(faults.count - 1) more)" : ""
        throw AthenaError.invalid(
            "The copy \(copy) is not sound: \(first)\(others)",
            next: "Restore another copy; the database was not touched."
        )
    }

    /// Gives the old file a second name, and takes the log away that must never be applied to another file.
    private static func setAside(_ path: String, as aside: String) throws -> String? {
        guard DatabaseFile.exists(path) else { return nil }
        foldLog(into: path)
        try DatabaseFile.link(path, to: aside)
        for companion in ["-wal", "-shm"] where DatabaseFile.exists(path + companion) {
            try DatabaseFile.rename(path + companion, to: aside + companion)
        }
        try DatabaseFile.flush(aside)
        return aside
    }

    /// Opening and closing a sound database moves its log into the file.
    private static func foldLog(into path: String) {
        // A database that cannot be opened is set aside together with its log, as it is.
        try? DatabaseHandle.writing(path, SQLiteOptions()).close()
    }
}
