package import AthenaJSON
package import AthenaMCP
package import Logging

/// Counts, times and logs calls on their way to the tools, never what is in them.
package struct ObservedTools: ToolProvider {
    private let tools: any ToolProvider
    private let metrics: MetricBook
    private let times: CallTimes
    private let logger: Logger
    private let clock = ContinuousClock()

    /// Watches the calls of `tools`.
    package init(_ tools: any ToolProvider, metrics: MetricBook, times: CallTimes, logger: Logger) {
        self.tools = tools
        self.metrics = metrics
        self.times = times
        self.logger = logger
    }

    package func tools(for caller: AthenaMCP.Caller) -> [ToolDefinition] { tools.tools(for: caller) }

    package func tool(named name: String, for caller: AthenaMCP.Caller) -> ToolDefinition? {
        tools.tool(named: name, for: caller)
    }

    package func waits(_ name: String, _ arguments: JSONObject) -> Bool { tools.waits(name, arguments) }

    package func call(_ call: ToolCall) async -> ToolOutcome {
        let began = clock.now
        let outcome = await tools.call(call)
        let duration = clock.now - began
        let word = Self.word(for: outcome)
        metrics.add(to: .requests, call.name, word)
        if WaitingCall.seconds(call.arguments) == 0 { times.note(duration) }
        metrics.observe(duration, in: .requestSeconds, call.name)
        logger.record(.debug, "Called a tool", Self.facts(of: call, word, duration))
        guard let undo = outcome.onUndelivered else { return outcome }
        return ToolOutcome(outcome.answer) { [metrics] in
            metrics.add(to: .undelivered)
            await undo()
        }
    }

    private static func facts(of call: ToolCall, _ word: String, _ duration: Duration) -> [LogKey: String] {
        var facts: [LogKey: String] = [
            .tool: call.name,
            .outcome: word,
            .milliseconds: "\(duration.milliseconds)",
            .principal: call.caller.id.rawValue,
        ]
        // A trace context is `version-trace-parent-flags`, checked by the protocol.
        if let trace = call.trace?.parent.split(separator: "-").dropFirst().first { facts[.traceID] = String(trace) }
        return facts
    }

    /// How a call ended, from a closed list: `ok`, `refused`, or the code of an error.
    private static func word(for outcome: ToolOutcome) -> String {
        switch outcome.answer {
        case .structured: "ok"
        case .refused: "refused"
        case .content(let content, _, let isError): isError ? code(in: content) : "ok"
        }
    }

    private static func code(in content: [ContentBlock]) -> String {
        content.error(within: 65_536)?["code"]?.stringValue ?? "error"
    }
}
