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

    /// Answers with what `tools` answer.
    package init(_ tools: any ToolProvider) { self.tools = tools }

    package func resources(for caller: AthenaMCP.Caller) async -> [ResourceDefinition] {
        [
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
    }

    package func templates(for caller: AthenaMCP.Caller) async -> [ResourceTemplate] {
        [
            ResourceTemplate(
                uriTemplate: "athena://task/{id}",
                name: "task",
                description: "One task with its texts and its result.",
                mimeType: "application/json"
            )
        ]
    }

    package func read(_ read: ResourceRead) async -> ResourceOutcome {
        let answers: [JSONObject]?
        let (uri, project) = Self.split(read.uri)
        switch uri {
        case Self.agents: answers = await self.answers(to: [("get_agent_health", project)], read)
        case Self.status:
            answers = await self.answers(to: [("get_health", project), ("get_queue_metrics", project)], read)
        case let uri where uri.hasPrefix(Self.taskPrefix):
            var arguments = project
            arguments["task_id"] = .string(String(uri.dropFirst(Self.taskPrefix.count)))
            arguments["detail"] = "full"
            answers = await self.answers(to: [("get_task_status", arguments)], read)
        default: answers = nil
        }
        guard let answers else { return .notFound }
        let joined = JSONObject(answers.flatMap(\.members).map { ($0.name, $0.value) })
        return .contents([.json(.object(joined), uri: read.uri)])
    }

    /// The URI without `?project=NAME`, and the argument that it stands for.
    private static func split(_ uri: String) -> (uri: String, arguments: JSONObject) {
        let parts = uri.split(separator: "?project=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return (uri, [:]) }
        return (String(parts[0]), ["project": .string(String(parts[1]))])
    }

    /// The answers of several calls; nil as soon as one is refused.
    private func answers(to calls: [(String, JSONObject)], _ read: ResourceRead) async -> [JSONObject]? {
        var answers: [JSONObject] = []
        for (name, arguments) in calls {
            let call = ToolCall(
                name: name,
                arguments: arguments,
                caller: read.caller,
                revision: read.revision,
                trace: read.trace
            )
            guard case .structured(let answer) = await tools.call(call).answer else { return nil }
            answers.append(answer)
        }
        return answers
    }
}
