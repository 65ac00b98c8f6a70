import AthenaJSON

extension MCPServer {
    /// Does what a method asks for, or says what is left to do.
    func work(for method: Method, _ scope: RequestScope) throws(ProtocolError) -> MethodWork {
        switch method {
        case .discover: .done(discovery(scope))
        case .ping, .initialize, .setLogLevel: .done([:])
        case .listTools: .done(try toolList(scope))
        case .callTool: try toolCall(scope)
        case .listResources: try resourceList(scope)
        case .listTemplates: try templateList(scope)
        case .readResource: try resourceRead(scope)
        }
    }

    /// What this server offers; nothing is declared that is not served.
    var capabilities: JSON {
        var capabilities: JSONObject = ["tools": [:]]
        if resources != nil { capabilities.append("resources", [:]) }
        if configuration.sendsLogs { capabilities.append("logging", [:]) }
        return .object(capabilities)
    }

    /// The answer to `server/discover`.
    private func discovery(_ scope: RequestScope) -> JSONObject {
        var members: JSONObject = ["supportedVersions": ProtocolError.supportedVersions, "capabilities": capabilities]
        members.append("instructions", text: configuration.instructions)
        return scope.encoder.result(members, caching: configuration.discoveryCaching)
    }

    private func toolList(_ scope: RequestScope) throws(ProtocolError) -> JSONObject {
        let all = PagedList(name: "tools", items: tools.tools(for: scope.caller)) { $0.name }
        let page = try all.page(after: try scope.cursor(), size: configuration.pageSize, caller: scope.caller.id)
        let shown = page.items.map { scope.encoder.tool($0) }
        return scope.list("tools", shown, next: page.next, caching: configuration.toolListCaching)
    }

    /// Capability before parameters, as the ladder wants; but nobody can lack a capability for an unknown tool.
    private func toolCall(_ scope: RequestScope) throws(ProtocolError) -> MethodWork {
        let name = try scope.text("name")
        guard let tool = tools.tool(named: name, for: scope.caller) else {
            throw .badParams("Unknown tool: \(name)")
        }
        if let missing = scope.client.missing(from: tool.requiredCapabilities) {
            let data: JSON = ["requiredCapabilities": .object(missing)]
            throw ProtocolError(
                .missingCapability,
                "\(name) needs client capabilities that were not declared",
                data: data
            )
        }
        let arguments = try scope.arguments()
        return .todo(waits: tools.waits(tool.name, arguments)) { [tools, name = tool.name] channel in
            let call = scope.toolCall(name, arguments, channel)
            let outcome = await tools.call(call)
            return MethodAnswer(onUndelivered: outcome.onUndelivered) { () throws(ProtocolError) in
                try scope.encoder.outcome(outcome.answer)
            }
        }
    }
}

extension RequestScope {
    /// The arguments of a tool; absent means none.
    fileprivate func arguments() throws(ProtocolError) -> JSONObject {
        switch params["arguments"] {
        case nil: [:]
        case .object(let arguments)?: arguments
        default: throw .badParams("params.arguments must be an object")
        }
    }

    fileprivate func toolCall(_ name: String, _ arguments: JSONObject, _ channel: RequestChannel) -> ToolCall {
        ToolCall(
            name: name,
            arguments: arguments,
            caller: caller,
            revision: revision,
            client: client,
            progress: progress(channel),
            log: LogReporter(threshold: logThreshold, channel: channel),
            trace: meta.trace
        )
    }

    /// One page of a list.
    func list(_ name: String, _ items: [JSON], next: PageCursor?, caching: CachePolicy) -> JSONObject {
        var members: JSONObject = [name: .array(items)]
        members.append("nextCursor", text: next?.text)
        return encoder.result(members, caching: caching)
    }
}
