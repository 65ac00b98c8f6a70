internal import AthenaCore
package import AthenaJSON
package import AthenaMCP
package import Logging

/// Tools that can be listed before the database is open and called once it is.
package struct GatedTools: ToolProvider {
    private let catalog: CatalogTools
    private let gate: OpeningGate<OpenedDatabase>
    private let times: CallTimes
    private let logger: Logger
    private let entropy: @Sendable () -> UInt64

    /// Lists from `catalog`, calls what is behind `gate`.
    ///
    /// - Parameter entropy: where the references of faults come from.
    package init(
        catalog: CatalogTools,
        gate: OpeningGate<OpenedDatabase>,
        times: CallTimes,
        logger: Logger,
        entropy: @escaping @Sendable () -> UInt64 = Entropy.system
    ) {
        self.catalog = catalog
        self.gate = gate
        self.times = times
        self.logger = logger
        self.entropy = entropy
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
        } catch is CancellationError {
            // Its client gave the call up; nobody reads the answer.
            return .failure(AthenaError(.unavailable, "The call was given up.", next: "Call again.").explanation)
        } catch {
            return .failure(fault(error, in: call).explanation)
        }
    }

    /// Writes a fault of Athena's own into the log, and answers what the caller may know of it.
    private func fault(_ error: any Error, in call: ToolCall) -> AthenaError {
        let number = entropy()
        let reference = Hexadecimal.text((0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) })
        logger.record(
            .error,
            "A call failed inside Athena",
            [
                .reference: reference, .tool: call.name, .principal: call.caller.id.rawValue,
                .error: String(reflecting: type(of: error)) + ": \(error)",
            ]
        )
        return .internal(reference: reference)
    }
}

extension AthenaError {
    /// The object that a model reads when a call fails.
    fileprivate var explanation: JSONObject { json.objectValue ?? [:] }
}
