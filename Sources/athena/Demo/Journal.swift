internal import AthenaJSON
internal import Foundation

/// What one agent process did, a line an act; written by the agent, never by the server.
final class Journal {
    private let file: FileHandle

    /// Begins a journal, or goes on with one.
    init(path: String) throws {
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
    }

    /// Writes one act.
    func note(_ act: String, task: String, lease: String, _ more: JSONObject = [:]) throws {
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        var line: JSONObject = [
            "at": .integer(now), "act": .string(act), "task": .string(task), "lease": .string(lease),
        ]
        for member in more { line[member.name] = member.value }
        try file.write(contentsOf: Data(JSON.object(line).bytes + [UInt8(ascii: "\n")]))
    }

    /// Every act of a journal; a last line that was cut off by the end of its process is left out.
    static func read(_ path: String) throws -> [JSON] {
        try Data(contentsOf: URL(fileURLWithPath: path))
            .split(separator: UInt8(ascii: "\n"))
            // A line that a killed process had not finished is no act.
            .compactMap { try? JSON(parsing: Array($0)) }
    }
}
