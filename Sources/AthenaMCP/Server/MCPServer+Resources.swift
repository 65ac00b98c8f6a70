import AthenaJSON

extension MCPServer {
    func resourceList(_ scope: RequestScope) throws(ProtocolError) -> MethodWork {
        try list("resources", scope, key: { $0.uri }) { provider in
            await provider.resources(for: scope.caller)
        } encode: { resource in
            scope.encoder.resource(resource)
        }
    }

    func templateList(_ scope: RequestScope) throws(ProtocolError) -> MethodWork {
        try list("resourceTemplates", scope, key: { $0.uriTemplate }) { provider in
            await provider.templates(for: scope.caller)
        } encode: { template in
            scope.encoder.template(template)
        }
    }

    func resourceRead(_ scope: RequestScope) throws(ProtocolError) -> MethodWork {
        let uri = try scope.text("uri")
        guard let resources else { throw .unknownMethod(Method.readResource.rawValue) }
        let read = ResourceRead(uri: uri, caller: scope.caller, revision: scope.revision, trace: scope.meta.trace)
        return .todo { _ in
            let outcome = await resources.read(read)
            return MethodAnswer { () throws(ProtocolError) in
                try scope.contents(outcome, of: uri)
            }
        }
    }

    private func list<Item: Sendable>(
        _ name: String,
        _ scope: RequestScope,
        key: @escaping @Sendable (Item) -> String,
        fetch: @escaping @Sendable (any ResourceProvider) async -> [Item],
        encode: @escaping @Sendable (Item) -> JSON
    ) throws(ProtocolError) -> MethodWork {
        guard let resources else { throw .unknownMethod(name) }
        let cursor = try scope.cursor()
        return .todo { _ in
            let all = PagedList(name: name, items: await fetch(resources), key: key)
            return MethodAnswer { () throws(ProtocolError) in
                let page = try all.page(after: cursor, size: configuration.pageSize, caller: scope.caller.id)
                let caching = configuration.resourceListCaching
                return scope.list(name, page.items.map(encode), next: page.next, caching: caching)
            }
        }
    }
}

extension RequestScope {
    /// The result of reading a resource. Contents are never empty: nothing there is an error.
    fileprivate func contents(_ outcome: ResourceOutcome, of uri: String) throws(ProtocolError) -> JSONObject {
        switch outcome {
        case .contents(let contents, let caching) where !contents.isEmpty:
            let members: JSONObject = ["contents": .array(contents.map { encoder.resourceContents($0) })]
            return encoder.result(members, caching: caching)
        case .contents, .notFound:
            throw ProtocolError(.resourceNotFound, "Resource not found", data: ["uri": .string(uri)])
        case .refused(let error):
            throw error
        }
    }
}
