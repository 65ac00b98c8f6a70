internal import AthenaCore
internal import AthenaJSON
internal import AthenaServer
internal import Foundation

/// What one agent process did, a line an act; written by the agent, never by the server.
final class Journal {
    private let file: FileHandle

    /// Begins a journal, or goes on with one.
    init(path: String) throws {
        if !PrivateFile.exists(path) { try PrivateFile.create(path, containing: "") }
        file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
    }

    /// Microseconds of a clock that every process of the machine shares and nobody sets.
    static var clock: Int64 { Int64(ProcessInfo.processInfo.systemUptime * 1e6) }

    /// Writes one act, in one piece.
    func note(_ act: DemoAct) throws {
        try file.write(contentsOf: Data(act.json.bytes + [UInt8(ascii: "\n")]))
    }

    /// Every act of a journal; none where there is no journal yet.
    ///
    /// - Throws: `invalid_argument` for a line that is no act, but for a last one without an end: its writer was killed.
    static func read(_ path: String) throws -> [DemoAct] {
        guard PrivateFile.exists(path) else { return [] }
        return try acts(in: Array(Data(contentsOf: URL(fileURLWithPath: path))))
    }

    /// The acts in the bytes of a journal.
    static func acts(in bytes: [UInt8]) throws -> [DemoAct] {
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        return try bytes[..<end].split(separator: UInt8(ascii: "\n")).map { line in
            guard let act = DemoAct(try JSON(parsing: Array(line))) else {
                throw AthenaError.invalid("A line of a journal is no act: \(String(decoding: line, as: UTF8.self)).")
            }
            return act
        }
    }
}
