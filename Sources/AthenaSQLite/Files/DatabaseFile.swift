internal import AthenaCore
internal import Foundation

/// The few things that are done to files rather than to a database.
enum DatabaseFile {
    /// Makes the folder of a file, for its owner alone; one that is there stays as it is.
    static func prepareFolder(of path: String) throws {
        let folder = folder(of: path)
        guard !FileManager.default.fileExists(atPath: folder) else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw unavailable("The folder \(folder) could not be made: \(error.localizedDescription)")
        }
    }

    /// Makes the file if it is not there and keeps it to its owner; SQLite gives its companions the same mode.
    static func prepare(_ path: String) throws {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw failure("protect", path) }
    }

    /// Makes a new empty file; refuses one that is there.
    static func create(_ path: String) throws {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw failure("make", path) }
            throw AthenaError.invalid(
                "There is a file at \(path) already.",
                next: "Name a file that does not exist; nothing is ever overwritten."
            )
        }
        close(descriptor)
    }

    /// Brings a file's contents, and its name in its folder, to the disk.
    static func flush(_ path: String) throws {
        for name in [path, folder(of: path)] {
            let descriptor = unsafe open(name, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw failure("open", name) }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else { throw failure("flush", name) }
        }
    }

    /// Gives a file another name in one step, taking the place of a file that has it.
    static func rename(_ path: String, to target: String) throws {
        guard unsafe Foundation.rename(path, target) == 0 else { throw failure("rename", path) }
    }

    /// Gives a file a second name.
    static func link(_ path: String, to target: String) throws {
        guard unsafe Foundation.link(path, target) == 0 else { throw failure("keep", path) }
    }

    /// Removes a file; one that is not there is fine.
    static func remove(_ path: String) throws {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
    }

    /// Whether there is a file of this name.
    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// What just failed, in words for whoever runs the server.
    static func failure(_ verb: String, _ path: String) -> AthenaError {
        let reason = unsafe String(cString: strerror(errno))
        return unavailable("Could not \(verb) \(path): \(reason).")
    }

    private static func unavailable(_ message: String) -> AthenaError {
        AthenaError(.unavailable, message, next: "Check the path, its permissions and the disk, then try again.")
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
