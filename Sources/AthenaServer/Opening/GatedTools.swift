internal import AthenaCore
package import AthenaJSON
package import AthenaMCP

/// Tools that can be listed before the database is open and called once it is.
package struct GatedTools: ToolProvider {
    private let catalog: CatalogTools
    private let gate: OpeningGate<OpenedDatabase>
    private let times: CallTimes

    /// Lists from `catalog`, calls what is behind `gate`.
    package init(catalog: CatalogTools, gate: OpeningGate<OpenedDatabase>, times: CallTimes) {
        self.catalog = catalog
        self.gate = gate
        self.times = times
    }

    package func tools(for caller: AthenaMCP.Caller) -> [ToolDefinition] {
        guard let identity = caller.principal as? Identity else { return [] }
        return catalog.list(for: identity)
    }

    package func tool(named name: String, for caller: AthenaMCP.Caller) -> ToolDefinition? {
        guard let identity = caller.principal as? Identity else { return nil }
        return catalog.tool(named: name, for: identity)
    }

    package func waits(_ name: String, _ arguments: JSONObject) -> Bool { WaitingCall.seconds(arguments) > 0 }

    package func call(_ call: ToolCall) async -> ToolOutcome {
        do {
            let orchestrator = try await gate.enter().orchestrator
            return try await catalog.call(call, in: orchestrator) { [times] in times.p95Milliseconds }
        } catch let error as AthenaError {
            return .failure(error.explanation)
        } catch {
            // Only a call that its client gave up gets here; nobody reads the answer.
            return .failure(AthenaError(.unavailable, "The call was given up.", next: "Call again.").explanation)
        }
    }
}

extension AthenaError {
    /// The object that a model reads when a call fails.
    fileprivate var explanation: JSONObject { json.objectValue ?? [:] }
}
