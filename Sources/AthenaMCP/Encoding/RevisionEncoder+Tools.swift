import AthenaJSON

extension RevisionEncoder {
    /// A tool as it stands in a list.
    func tool(_ tool: ToolDefinition) -> JSON {
        var object: JSONObject = ["name": .string(tool.name)]
        if knows(since: .v2025_06_18) { object.append("title", text: tool.title) }
        object.append("description", .string(tool.description))
        object.append("inputSchema", tool.inputSchema)
        if knows(since: .v2025_06_18), let schema = tool.outputSchema { object.append("outputSchema", schema) }
        let hints = annotations(tool.annotations)
        if knows(since: .v2025_03_26), !hints.isEmpty { object.append("annotations", .object(hints)) }
        if knows(since: .v2025_06_18), !tool.meta.isEmpty { object.append(MetaKey.meta, .object(tool.meta)) }
        return .object(object)
    }

    /// The result of a call.
    func outcome(_ answer: ToolOutcome.Answer) throws(ProtocolError) -> JSONObject {
        switch answer {
        case .structured(let result):
            let text = ContentBlock.text(JSON.object(result).text)
            return toolResult([text], structured: result, isError: false)
        case .content(let content, let structured, let isError):
            return toolResult(content, structured: structured, isError: isError)
        case .refused(let error):
            throw error
        }
    }

    private func toolResult(_ content: [ContentBlock], structured: JSONObject?, isError: Bool) -> JSONObject {
        var members: JSONObject = ["content": .array(content.map { block($0) })]
        if knows(since: .v2025_06_18), let structured { members.append("structuredContent", .object(structured)) }
        if isError { members.append("isError", true) }
        return result(members)
    }

    private func annotations(_ hints: ToolAnnotations) -> JSONObject {
        var object: JSONObject = [:]
        object.append("readOnlyHint", flag: hints.readOnly)
        object.append("destructiveHint", flag: hints.destructive)
        object.append("idempotentHint", flag: hints.idempotent)
        object.append("openWorldHint", flag: hints.openWorld)
        return object
    }
}
