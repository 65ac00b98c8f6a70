import Foundation

/// What the system knows of a file.
struct FileFacts {
    /// Who may do what with it, as in `chmod`.
    let rights: Int

    init(_ path: String) throws {
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        rights = (facts[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
}
