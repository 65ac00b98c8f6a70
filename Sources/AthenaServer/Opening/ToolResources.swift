internal import AthenaCore
internal import AthenaJSON
package import AthenaMCP

/// What can be read as a resource: each is the answer of tools that read.
///
/// A credential that may see several projects names one with `?project=NAME` behind the URI.
package struct ToolResources: ResourceProvider {
    private static let taskPrefix = "athena://task/"
    private static let agents = "athena://agents"
    private static let status = "athena://status"

    private let tools: any ToolProvider
    private let mayCall: @Sendable (_ tool: String, AthenaMCP.Caller) -> Bool

    /// Answers with what `tools` answer.
    ///
    /// - Parameter mayCall: whether a caller's credential is enough for a tool.
    package init(
        _ tools: any ToolProvider,
        mayCall: @escaping @Sendable (_ tool: String, AthenaMCP.Caller) -> Bool
    ) {
        self.tools = tools
        self.mayCall = mayCall
    }

    package func resources(for caller: AthenaMCP.Caller) async -> [ResourceDefinition] {
        let all = [
            ResourceDefinition(
                uri: Self.agents,
                name: "agents",
                description: "Every agent with its skills, load and health.",
                mimeType: "application/json"
            ),
            ResourceDefinition(
                uri: Self.status,
                name: "status",
                description: "The health and the figures of the queue.",
                mimeType: "application/json"
            ),
        ]
        return all.filter { isReadable($0.uri, caller) }
    }

    package func templates(for caller: AthenaMCP.Caller) async -> [ResourceTemplate] {
        guard isReadable(Self.taskPrefix, caller) else { return [] }
        return [
            ResourceTemplate(
                uriTemplate: "athena://task/{id}",
                name: "task",
                description: "One task with its texts and its result.",
                mimeType: "application/json"
            )
        ]
    }

    package func read(_ read: ResourceRead) async -> ResourceOutcome {
        let calls = Self.calls(behind: read.uri)
        guard !calls.isEmpty else { return .notFound }
        var members: [(String, JSON)] = []
        for (name, arguments) in calls {
            let call = ToolCall(
                name: name,
                arguments: arguments,
                caller: read.caller,
                revision: read.revision,
                trace: read.trace
            )
            switch await tools.call(call).answer {
            case .structured(let answer): members += answer.members.map { ($0.name, $0.value) }
            case .content(let content, _, _): return Self.outcome(of: AthenaError(reading: content.error() ?? .null))
            case .refused(let error): return .refused(error)
            }
        }
        return .contents([.json(.object(JSONObject(members)), uri: read.uri)])
    }
}

extension ToolResources {
    private func isReadable(_ uri: String, _ caller: AthenaMCP.Caller) -> Bool {
        Self.calls(behind: uri).allSatisfy { mayCall($0.tool, caller) }
    }

    /// The calls whose answers a resource consists of; none for one that does not exist.
    private static func calls(behind uri: String) -> [(tool: String, arguments: JSONObject)] {
        let (uri, project) = split(uri)
        switch uri {
        case agents: return [("get_agent_health", project)]
        case status: return [("get_health", project), ("get_queue_metrics", project)]
        case let uri where uri.hasPrefix(taskPrefix):
            var arguments = project
            arguments["task_id"] = .string(String(uri.dropFirst(taskPrefix.count)))
            arguments["detail"] = "full"
            return [("get_task_status", arguments)]
        default: return []
        }
    }

    /// The URI without `?project=NAME`, and the argument that it stands for.
    private static func split(_ uri: String) -> (uri: String, arguments: JSONObject) {
        let parts = uri.split(separator: "?project=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return (uri, [:]) }
        return (String(parts[0]), ["project": .string(String(parts[1]))])
    }

    /// A URI that names nothing, or nothing for this caller, is not found. Whatever else fails is told as it is, so
    /// that nobody takes a server in trouble for an empty one.
    private static func outcome(of error: AthenaError) -> ResourceOutcome {
        switch error.code {
        case .notFound, .notPermitted, .invalidArgument, .tooLarge: .notFound
        default: .refused(ProtocolError(.internalFailure, "\(error.message) \(error.next)"))
        }
    }
}
