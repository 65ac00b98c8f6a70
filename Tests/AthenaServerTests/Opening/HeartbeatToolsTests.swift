import AthenaJSON
import AthenaMCP
import AthenaServer
import Testing

@Suite("Signs of life from calls that wait", .timeLimit(.minutes(1)))
struct HeartbeatToolsTests {
    /// A tool that answers when a test lets it.
    struct WaitingTool: ToolProvider {
        let mayEnd = Latch()

        func tools(for caller: Caller) -> [ToolDefinition] {
            [ToolDefinition(name: "wait", description: "Waits", inputSchema: ["type": "object"])]
        }
        func waits(_ name: String, _ arguments: JSONObject) -> Bool { WaitingCall.seconds(arguments) > 0 }
        func call(_ call: ToolCall) async -> ToolOutcome {
            await mayEnd.wait()
            return .success([:])
        }
    }

    static let request: JSON = [
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": [
            "name": "wait", "arguments": ["wait_seconds": 45],
            "_meta": [
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientCapabilities": [:],
                "progressToken": "p",
            ],
        ],
    ]

    @Test("a client that asks for progress hears every twelve seconds that its claim still waits")
    func reports() async throws {
        let (clock, tool) = (ManualClock(), WaitingTool())
        let server = MCPServer(
            configuration: ServerConfiguration(identity: ServerIdentity(name: "test", version: "1")),
            tools: HeartbeatTools(tool, clock: clock)
        )
        let context = TransportContext(caller: Caller(id: CallerID("local")), transport: .line(Session()))
        let (messages, written) = AsyncStream.makeStream(of: JSON.self)
        let reply = Task {
            await server.handle(Self.request.bytes, from: context) { message in
                if let json = try? JSON(parsing: message) { written.yield(json) }
                return true
            }
        }
        var heard = messages.makeAsyncIterator()
        for beat in 1...2 {
            await clock.sleepers(atLeast: 1)
            clock.advance(by: HeartbeatTools.interval)
            let params = await heard.next()?["params"]
            #expect(params?["progressToken"] == "p")
            #expect(params?["progress"] == .integer(Int64(beat) * 12))
            #expect(params?["total"] == 45)
        }
        tool.mayEnd.open()
        #expect(await reply.value.message != nil)
    }
}
