package import AthenaJSON
package import AthenaMCP

/// Tells a client that asked for progress, again and again, that its waiting call is still alive.
///
/// Clients end a call that is silent for too long; a report starts their patience anew.
package struct HeartbeatTools: ToolProvider {
    /// How long a call that waits is silent at most.
    package static let interval: Duration = .seconds(12)

    private let tools: any ToolProvider
    private let clock: any Clock<Duration>

    /// Reports for the calls of `tools`.
    package init(_ tools: any ToolProvider, clock: any Clock<Duration> = ContinuousClock()) {
        self.tools = tools
        self.clock = clock
    }

    package func tools(for caller: AthenaMCP.Caller) -> [ToolDefinition] { tools.tools(for: caller) }

    package func tool(named name: String, for caller: AthenaMCP.Caller) -> ToolDefinition? {
        tools.tool(named: name, for: caller)
    }

    package func waits(_ name: String, _ arguments: JSONObject) -> Bool { tools.waits(name, arguments) }

    package func call(_ call: ToolCall) async -> ToolOutcome {
        guard call.progress.isWanted, WaitingCall.seconds(call.arguments) > 0 else { return await tools.call(call) }
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await report(on: call) }
            let outcome = await tools.call(call)
            group.cancelAll()
            return outcome
        }
    }

    private func report(on call: ToolCall) async {
        var passed = Duration.zero
        // Sleeping ends early only because the call has ended.
        while (try? await clock.sleep(for: Self.interval)) != nil {
            passed += Self.interval
            let total = Double(WaitingCall.seconds(call.arguments))
            await call.progress.report(passed.seconds, of: total, message: "Still waiting.")
        }
    }
}
