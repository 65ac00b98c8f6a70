import AthenaJSON
import AthenaMCP
import Synchronization

/// Tools that wait for the test, or for cancellation.
final class GatedTools: ToolProvider {
    /// What happened, in order.
    enum Event: Sendable, Hashable {
        case started(String)
        case cancelled(String)
        case undelivered(String)
    }

    /// What happens, as it happens.
    let events: AsyncStream<Event>
    private let report: AsyncStream<Event>.Continuation
    private let gate: AsyncStream<Never>
    private let opener: AsyncStream<Never>.Continuation

    init() {
        (events, report) = AsyncStream.makeStream()
        (gate, opener) = AsyncStream.makeStream()
    }

    /// Lets every waiting call answer.
    func open() {
        opener.finish()
    }

    func tools(for caller: Caller) -> [ToolDefinition] {
        ["wait", "slow", "quick"].map { ToolDefinition(name: $0, description: $0, inputSchema: ["type": "object"]) }
    }

    func waits(_ name: String, _ arguments: JSONObject) -> Bool { name == "wait" }

    func call(_ call: ToolCall) async -> ToolOutcome {
        let name = call.arguments["name"]?.stringValue ?? call.name
        report.yield(.started(name))
        if call.name != "quick" {
            for await _ in gate {}
            if Task.isCancelled { report.yield(.cancelled(name)) }
        }
        return .success(["name": .string(name)]) { [report] in report.yield(.undelivered(name)) }
    }
}
