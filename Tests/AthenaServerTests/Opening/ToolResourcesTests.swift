import AthenaCore
import AthenaJSON
import AthenaMCP
import AthenaServer
import Testing

@Suite("Reading resources")
struct ToolResourcesTests {
    /// Tools that all answer the same.
    struct FixedTools: ToolProvider {
        let outcome: ToolOutcome

        func tools(for caller: AthenaMCP.Caller) -> [ToolDefinition] { [] }
        func call(_ call: ToolCall) async -> ToolOutcome { outcome }
    }

    let caller = AthenaMCP.Caller(id: CallerID("local"))

    func outcome(of error: AthenaError) async -> ResourceOutcome {
        let tools = FixedTools(outcome: .failure(error.json.objectValue ?? [:]))
        let read = ResourceRead(uri: "athena://status", caller: caller)
        return await ToolResources(tools) { _, _ in true }.read(read)
    }

    @Test(
        "what is not there, or not for this caller, is not found",
        arguments: [AthenaErrorCode.notFound, .notPermitted]
    )
    func hides(code: AthenaErrorCode) async {
        guard case .notFound = await outcome(of: AthenaError(code, "no", next: "go")) else {
            return #expect(Bool(false), "\(code) was told")
        }
    }

    @Test("a server in trouble says so", arguments: [AthenaErrorCode.unavailable, .storageFull, .internalError])
    func tellsTrouble(code: AthenaErrorCode) async {
        guard case .refused(let error) = await outcome(of: AthenaError(code, "No way.", next: "Wait.")) else {
            return #expect(Bool(false), "\(code) was taken for a resource that does not exist")
        }
        #expect(error.fault == .internalFailure && error.message == "No way. Wait.")
    }

    @Test("only what may be read is listed")
    func lists() async {
        let tools = FixedTools(outcome: .success([:]))
        let some = ToolResources(tools) { tool, _ in tool == "get_agent_health" }
        #expect(await some.resources(for: caller).map(\.name) == ["agents"])
        #expect(await some.templates(for: caller).isEmpty)
        let all = ToolResources(tools) { _, _ in true }
        #expect(await all.resources(for: caller).count == 2)
        #expect(await all.templates(for: caller).count == 1)
    }
}
