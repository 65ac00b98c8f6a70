import Hummingbird

/// Answers every POST with the same short JSON: what the HTTP server itself can do at best.
@main
struct EmptyHandler {
    static func main() async throws {
        let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 0
        let router = Router()
        router.post("/mcp") { _, _ in #"{"jsonrpc":"2.0","id":1,"result":{}}"# }
        let configuration = ApplicationConfiguration(address: .hostname("127.0.0.1", port: port))
        try await Application(router: router, configuration: configuration).runService()
    }
}
