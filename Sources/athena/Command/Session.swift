internal import AthenaCore
internal import AthenaJSON
internal import AthenaServer

/// One command's conversation with the server.
struct Session: Sendable {
    /// The connection.
    let client: SocketClient
    /// The time of day when the command began, in milliseconds.
    let now: Int64

    /// Connects, starting a server where there is none.
    init(_ options: ServerOptions) async throws {
        client = try await options.client()
        now = ClockSource().now().wall
    }

    /// Calls an operation.
    func call(_ operation: String, _ arguments: JSONObject = [:]) async throws -> JSON {
        try await client.call(operation, arguments)
    }

    /// Calls an operation that lists something, page after page, until `limit` items are there.
    ///
    /// - Returns: the items, and the cursor to the rest if there is one.
    func list(
        _ operation: String,
        _ member: String,
        _ arguments: JSONObject,
        limit: Int,
        page: Int
    ) async throws -> (items: [JSON], more: String?) {
        var items: [JSON] = []
        var arguments = arguments
        while true {
            arguments["limit"] = .integer(Int64(min(page, max(limit - items.count, 1))))
            let answer = try await call(operation, arguments)
            items += answer[member]?.arrayValue ?? []
            guard let more = answer["more"]?.stringValue else { return (items, nil) }
            guard items.count < limit else { return (items, more) }
            arguments["cursor"] = .string(more)
        }
    }

    /// Ends the conversation.
    func close() { client.close() }
}
