internal import ArgumentParser
internal import AthenaJSON
internal import AthenaServer

/// `athena demo-agent`: one worker of the demonstration, a process of its own that knows Athena only through MCP.
struct DemoAgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-agent",
        abstract: "One worker of the demonstration.",
        shouldDisplay: false
    )

    @Option(name: .customLong("db")) var database: String
    @Option var agent: String
    @Option var journal: String
    @Option(help: "Skills, separated by commas.") var skills: String
    @Option(help: "failing, doomed, slow or steady.") var role: DemoRole
    @Option(help: "Milliseconds that a piece of work takes at most.") var pace: Int = 400

    func run() async throws {
        Machine.hardenProcess()
        try await CommandFailure.reporting {
            let client = try StdioClient(
                executable: ServerLauncher.ownExecutable,
                arguments: ["mcp", "--db", database, "--agent", agent, "--toolset", "worker"]
            )
            defer { client.close() }
            let words = skills.split(separator: ",").map { JSON.string(String($0)) }
            _ = try client.call("register_agent", ["skills": .array(words), "max_concurrent": 1])
            let worker = DemoWorker(client: client, journal: try Journal(path: journal), cue: DemoCue(), command: self)
            try worker.work()
        }
    }
}
