package import Logging

/// The names of facts in log lines; there are no others.
///
/// Ids and numbers only. What a task says, what an agent answered and what a token is never have a key.
package enum LogKey: String, Sendable, CaseIterable {
    case event
    case taskID = "task_id"
    case attempt
    case agentID = "agent_id"
    case leaseFence = "lease_fence"
    case traceID = "trace_id"
    case errorCode = "error.code"
    case error
    case reference
    case principal
    case project
    case tool
    case outcome
    case method
    case path
    case status
    case transport
    case milliseconds = "ms"
    case count
    case processID = "pid"
    case build
    case database
    case address
    case reason
}

extension Logger {
    /// Writes one line with facts from the closed list of keys.
    package func record(
        _ level: Logger.Level,
        _ message: Logger.Message,
        _ facts: @autoclosure () -> [LogKey: String] = [:]
    ) {
        log(level: level, message, metadata: Self.metadata(facts()))
    }

    private static func metadata(_ facts: [LogKey: String]) -> Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        for (key, value) in facts { metadata[key.rawValue] = .string(value) }
        return metadata
    }
}
