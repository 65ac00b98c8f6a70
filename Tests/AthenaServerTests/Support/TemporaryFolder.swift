import AthenaServer
import Foundation

/// A folder of a test's own, removed with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/athena-test-\(UInt32.random(in: .min ... .max))"
        try PrivateFile.createFolder(path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Where a database in this folder is.
    var location: DatabaseLocation { DatabaseLocation(database: path + "/athena.db", environment: [:]) }
}
