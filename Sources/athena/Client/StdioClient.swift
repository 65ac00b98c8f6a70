internal import AthenaCore
internal import AthenaJSON
internal import Foundation

/// A client of `athena mcp`, the way any agent program starts it: a child process and one message a line.
final class StdioClient: ToolClient {
    var nextID: Int64 = 1
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var buffer: [UInt8] = []

    /// Starts the child.
    init(executable: String, arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    func exchange(_ message: JSON, tool: String) throws -> JSON {
        try input.fileHandleForWriting.write(contentsOf: Data(message.bytes + [UInt8(ascii: "\n")]))
        while true {
            let answer = try JSON(parsing: try readLine())
            if answer["id"] == message["id"] { return answer }
        }
    }

    /// Closes the child's input and waits for its end.
    func close() {
        // A child that has gone already has nothing to be told.
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private func readLine() throws -> [UInt8] {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(buffer[..<end])
                buffer.removeSubrange(...end)
                return line
            }
            let chunk = output.fileHandleForReading.availableData
            guard !chunk.isEmpty else {
                throw AthenaError(.unavailable, "athena mcp has ended.", next: "Look into the server's log.")
            }
            buffer.append(contentsOf: chunk)
        }
    }
}
