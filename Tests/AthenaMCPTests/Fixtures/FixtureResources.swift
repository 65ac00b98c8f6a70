import AthenaMCP

/// Resources whose contents are known in advance.
struct FixtureResources: ResourceProvider {
    func resources(for caller: Caller) async -> [ResourceDefinition] {
        [
            ResourceDefinition(uri: "test://one", name: "one", title: "One", mimeType: "text/plain"),
            ResourceDefinition(uri: "test://two", name: "two", description: "Bytes"),
            ResourceDefinition(uri: "test://three", name: "three"),
        ]
    }

    func templates(for caller: Caller) async -> [ResourceTemplate] {
        [ResourceTemplate(uriTemplate: "test://task/{id}", name: "task", title: "Task")]
    }

    func read(_ read: ResourceRead) async -> ResourceOutcome {
        switch read.uri {
        case "test://one":
            let contents = ResourceContents(uri: read.uri, mimeType: "text/plain", body: .text("one"))
            return .contents([contents], caching: CachePolicy(milliseconds: 1_000, scope: .private))
        case "test://two":
            return .contents([ResourceContents(uri: read.uri, body: .blob(base64: "AAAA"))])
        case "test://empty":
            return .contents([])
        case "test://refused":
            return .refused(ProtocolError(.invalidParams, "Not this one"))
        default:
            return .notFound
        }
    }
}
