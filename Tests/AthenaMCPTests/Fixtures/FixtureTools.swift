import AthenaJSON
import AthenaMCP

/// Tools whose every answer is known in advance.
struct FixtureTools: ToolProvider {
    /// The caller that sees one tool more.
    static let admin = CallerID("admin")

    private static let anyObject: JSON = ["type": "object"]
    private static let noArguments: JSON = ["type": "object", "additionalProperties": false]

    private static let common = [
        ToolDefinition(
            name: "echo",
            title: "Echo",
            description: "Echoes its arguments",
            inputSchema: anyObject,
            outputSchema: anyObject,
            annotations: ToolAnnotations(readOnly: true, openWorld: false),
            meta: ["com.example/rank": 1]
        ),
        ToolDefinition(name: "fail", description: "Fails", inputSchema: noArguments),
        ToolDefinition(name: "refuse", description: "Refuses", inputSchema: noArguments),
        ToolDefinition(name: "count", description: "Counts", inputSchema: noArguments),
        ToolDefinition(
            name: "sample",
            description: "Samples",
            inputSchema: noArguments,
            requiredCapabilities: ["sampling": ["tools": [:]]]
        ),
        ToolDefinition(name: "media", description: "Shows media", inputSchema: noArguments),
        ToolDefinition(name: "speak", description: "Logs", inputSchema: noArguments),
    ]
    private static let secret = ToolDefinition(name: "secret", description: "For admins", inputSchema: noArguments)

    func tools(for caller: Caller) -> [ToolDefinition] {
        caller.id == Self.admin ? Self.common + [Self.secret] : Self.common
    }

    func call(_ call: ToolCall) async -> ToolOutcome {
        switch call.name {
        case "fail": .failure(["error": ["code": "not_found", "message": "No task t9", "applied": false]])
        case "refuse": .refused(ProtocolError(.invalidParams, "Not like this"))
        case "count": await count(call)
        case "media": ToolOutcome(.content(Self.media, structured: nil, isError: false))
        case "speak": await speak(call)
        default: .success(call.arguments)
        }
    }

    /// Reports some progress that must not go out: repeated, falling, and no number at all.
    private func count(_ call: ToolCall) async -> ToolOutcome {
        for value in [1, 2, 2, 1.5, .nan, 2.5] { await call.progress.report(value, of: 3, message: "at \(value)") }
        return .success(["counted": 3])
    }

    private func speak(_ call: ToolCall) async -> ToolOutcome {
        await call.log.log(.debug, "quiet")
        await call.log.log(.error, logger: "fixture", ["loud": true])
        return .success([:])
    }

    private static let media: [ContentBlock] = [
        .text("words"),
        .image(base64: "AAAA", mimeType: "image/png"),
        .audio(base64: "AAAA", mimeType: "audio/wav"),
        .embedded(ResourceContents(uri: "test://one", mimeType: "text/plain", body: .text("one"))),
        .link(ResourceDefinition(uri: "test://one", name: "one", title: "One")),
    ]
}
