internal import AthenaCore
internal import AthenaJSON
internal import Foundation

/// A client of `athena mcp`, the way any agent program starts it: a child process and one message a line.
///
/// It blocks the calling thread, which is all a worker process needs.
final class StdioClient {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var buffer: [UInt8] = []
    private var nextID: Int64 = 1

    /// Starts the child.
    init(executable: String, arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    /// Calls a tool and answers its structured result.
    ///
    /// - Throws: the error the tool answered, or `unavailable` when the child has gone.
    func call(_ tool: String, _ arguments: JSONObject) throws -> JSON {
        let id = nextID
        nextID += 1
        let params: JSON = [
            "name": .string(tool), "arguments": .object(arguments),
            "_meta": [
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientCapabilities": [:],
            ],
        ]
        let message: JSON = ["jsonrpc": "2.0", "id": .integer(id), "method": "tools/call", "params": params]
        try input.fileHandleForWriting.write(contentsOf: Data(message.bytes + [UInt8(ascii: "\n")]))
        while true {
            let answer = try JSON(parsing: try readLine())
            guard answer["id"]?.integerValue == id else { continue }
            return try Self.result(of: answer)
        }
    }

    /// Closes the child's input and waits for its end.
    func close() {
        // A child that has gone already has nothing to be told.
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private static func result(of answer: JSON) throws -> JSON {
        let result = answer["result"]
        guard let result, result["isError"]?.boolValue != true else {
            let text = result?["content"]?[0]?["text"]?.stringValue ?? answer.text
            // A text that is no JSON is shown as it is.
            let error = (try? JSON(parsing: text))?["error"]
            let code = error?["code"]?.stringValue.flatMap(AthenaErrorCode.init(rawValue:)) ?? .internalError
            throw AthenaError(code, error?["message"]?.stringValue ?? text, next: error?["next"]?.stringValue ?? "")
        }
        return result["structuredContent"] ?? .null
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
