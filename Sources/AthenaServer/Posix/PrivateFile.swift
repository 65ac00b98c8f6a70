internal import Foundation

/// Files that only their owner may read.
package enum PrivateFile {
    /// Makes a file with mode 0600 and writes it to disk.
    ///
    /// - Throws: with `EEXIST` when there is one already: nothing is ever overwritten.
    package static func create(_ path: String, containing text: String) throws(PosixError) {
        let file = try Descriptor.opening(path, O_WRONLY | O_CREAT | O_EXCL)
        try file.writeAll(Array(text.utf8))
        guard fsync(file.number) == 0 else { throw .last("fsync \(path)") }
    }

    /// Puts a file with mode 0600 in the place of whatever was there; readers see the old one or the whole new one.
    package static func replace(_ path: String, with text: String) throws(PosixError) {
        let draft = path + ".new"
        _ = unsafe unlink(draft)
        try create(draft, containing: text)
        guard unsafe rename(draft, path) == 0 else { throw .last("rename \(path)") }
    }

    /// Takes every right at a path from everybody but its owner.
    package static func close(_ path: String) throws(PosixError) {
        guard unsafe chmod(path, 0o600) == 0 else { throw .last("chmod \(path)") }
    }

    /// Takes a name away; one that is not there is no error.
    package static func remove(_ path: String) throws(PosixError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .last("unlink \(path)") }
    }

    /// The text of a file, at most 64 KB of it.
    package static func read(_ path: String) throws(PosixError) -> String {
        let file = try Descriptor.opening(path, O_RDONLY)
        return String(decoding: try file.read(upTo: 65_536), as: UTF8.self)
    }

    /// Whether there is anything at this path.
    package static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0
    }

    /// Makes a folder and those above it with mode 0700; one that is there stays as it is.
    package static func createFolder(_ path: String) throws(PosixError) {
        guard unsafe mkdir(path, 0o700) != 0 else { return }
        switch errno {
        case EEXIST: return
        case ENOENT:
            let parent = Path.folder(of: path)
            guard parent != path else { throw .last("mkdir \(path)") }
            try createFolder(parent)
            guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .last("mkdir \(path)") }
        default: throw .last("mkdir \(path)")
        }
    }

    /// Whether there is something of this user's at a path, and, where that is a link, behind it.
    package static func isOwn(_ path: String) -> Bool {
        var (link, target) = (stat(), stat())
        guard unsafe lstat(path, &link) == 0, unsafe stat(path, &target) == 0 else { return false }
        return link.st_uid == Machine.userID && target.st_uid == Machine.userID
    }

    /// Whether a folder is ours and closed to everybody else.
    ///
    /// Asked before anything secret goes into a folder that others could have made first.
    package static func isPrivateFolder(_ path: String) -> Bool {
        // What cannot be looked at is not known to be private.
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return false }
        let rights = (facts[.posixPermissions] as? NSNumber)?.intValue
        let owner = (facts[.ownerAccountID] as? NSNumber)?.uint32Value
        let isFolder = facts[.type] as? FileAttributeType == .typeDirectory
        return isFolder && owner == Machine.userID && rights.map { $0 & 0o077 == 0 } ?? false
    }
}
