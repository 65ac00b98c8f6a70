internal import AthenaCore
package import AthenaJSON
internal import Dispatch
internal import Synchronization

/// Calls operations of a server over its socket, as the command line does.
///
///     let client = try await SocketClient.connecting(connector)
///     let task = try await client.call("create_task", ["content": "Count the sheep"])
///     client.close()
package final class SocketClient: Sendable {
    private struct State {
        var waiting: [Int64: CheckedContinuation<JSON, any Error>] = [:]
        var nextID: Int64 = 1
        var end: AthenaError?
    }

    /// What the server said of itself.
    package let server: ServerHello
    private let stream: UnixStream
    private let state = Mutex(State())
    private let writing = DispatchQueue(label: "athena.client.write")

    /// Connects, starting a server if the connector may.
    ///
    /// - Throws: the server's refusal, or `unavailable`.
    package static func connecting(_ connector: Connector) async throws -> SocketClient {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "athena.client.connect").async {
                continuation.resume(with: Result { try SocketClient(connector.connect()) })
            }
        }
    }

    private init(_ connection: (stream: UnixStream, server: ServerHello)) {
        stream = connection.stream
        server = connection.server
        DispatchQueue(label: "athena.client.read").async { [weak self, stream] in
            Self.read(stream) { line in self?.take(line) }
            self?.finish(Self.gone)
        }
    }

    deinit { stream.end() }

    /// Calls an operation and answers its structured result.
    ///
    /// - Throws: the operation's error as it was told, or `unavailable` when the server went away; then it is unknown
    ///   whether the call was carried out.
    package func call(_ tool: String, _ arguments: JSONObject = [:]) async throws -> JSON {
        let result = try await request("tools/call", ["name": .string(tool), "arguments": .object(arguments)])
        guard result["isError"]?.boolValue == true else { return result["structuredContent"] ?? .null }
        let text = result["content"]?[0]?["text"]?.stringValue ?? ""
        // Not JSON: then the text is all there is to tell.
        guard let error = (try? JSON(parsing: text))?["error"] else {
            throw AthenaError(.internalError, text, next: "Look into the server's log.")
        }
        throw AthenaError(reading: error)
    }

    /// Sends one request of the protocol and answers its result.
    ///
    /// A cancelled task cancels the request at the server too.
    package func request(_ method: String, _ params: JSONObject = [:]) async throws -> JSON {
        let id = state.withLock { state in
            defer { state.nextID += 1 }
            return state.nextID
        }
        var params = params
        params["_meta"] = Self.envelope
        let message: JSON = [
            "jsonrpc": "2.0", "id": .integer(id), "method": .string(method), "params": .object(params),
        ]
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                send(message, as: id, continuation)
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// Whether the connection has ended, so that no further call can be answered.
    package var hasEnded: Bool { state.withLock { $0.end != nil } }

    /// Ends the connection; calls that wait fail.
    package func close() { stream.end() }

    private func send(_ message: JSON, as id: Int64, _ continuation: CheckedContinuation<JSON, any Error>) {
        let refusal: (any Error)? = state.withLock { state in
            if let end = state.end { return end }
            if Task.isCancelled { return CancellationError() }
            state.waiting[id] = continuation
            return nil
        }
        if let refusal { return continuation.resume(throwing: refusal) }
        write(message)
    }

    private func cancel(_ id: Int64) {
        guard let waiting = state.withLock({ $0.waiting.removeValue(forKey: id) }) else { return }
        let params: JSONObject = ["requestId": .integer(id), "_meta": Self.envelope]
        write(["jsonrpc": "2.0", "method": "notifications/cancelled", "params": .object(params)])
        waiting.resume(throwing: CancellationError())
    }

    private func write(_ message: JSON) {
        writing.async { [weak self, stream] in
            do {
                try stream.descriptor.writeAll(message.bytes + [UInt8(ascii: "\n")])
            } catch {
                self?.finish(Self.gone)
            }
        }
    }
}

extension SocketClient {
    private static let envelope: JSON = [
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": [:],
        "io.modelcontextprotocol/clientInfo": ["name": "athena"],
    ]

    private static var gone: AthenaError {
        AthenaError(
            .unavailable,
            "The server ended the connection; whether the call was carried out is unknown.",
            next: "Call again with the same idempotency_key, or look at the state first."
        )
    }

    /// Reads lines until the stream ends.
    private static func read(_ stream: UnixStream, _ take: ([UInt8]) -> Void) {
        var line: [UInt8] = []
        // A stream that breaks ends, which is all that can be told of it.
        while let bytes = try? stream.descriptor.read(upTo: 65_536), !bytes.isEmpty {
            var rest = bytes[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                line.append(contentsOf: rest[..<end])
                take(line)
                line = []
                rest = rest[(end + 1)...]
            }
            line.append(contentsOf: rest)
        }
    }

    private func take(_ line: [UInt8]) {
        guard let message = try? JSON(parsing: line, limits: Self.answers) else { return finish(Self.unreadable) }
        guard let id = message["id"]?.integerValue,
            let waiting = state.withLock({ $0.waiting.removeValue(forKey: id) })
        else { return }
        if let result = message["result"] {
            waiting.resume(returning: result)
        } else {
            waiting.resume(throwing: Self.error(in: message["error"] ?? .null))
        }
    }

    /// Answers come from our own server and may be pages of large tasks.
    static let answers = JSONLimits(maxNodes: 4_000_000, maxBytes: 256 << 20)

    private static var unreadable: AthenaError {
        AthenaError(
            .unavailable,
            "The server said something that cannot be read; whether the call was carried out is unknown.",
            next: "Ask for less at once, or look into the server's log."
        )
    }

    private func finish(_ error: AthenaError) {
        let waiting = state.withLock { state in
            if state.end == nil { state.end = error }
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume(throwing: error) }
    }

    private static func error(in json: JSON) -> AthenaError {
        let code: AthenaErrorCode = json["code"]?.integerValue == -32_603 ? .internalError : .invalidArgument
        let message = json["message"]?.stringValue ?? "The server refused the request."
        return AthenaError(code, message, next: "Check the name of the operation and its arguments.")
    }
}
