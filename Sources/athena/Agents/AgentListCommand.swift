internal import ArgumentParser
internal import AthenaJSON

/// `athena agent list`: the fleet.
struct AgentListCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the agents.")

    @OptionGroup var options: CommandOptions

    @Option(help: "How many to show.")
    var limit: Int = 100

    @Option(help: "Where an earlier list stopped.")
    var cursor: String?

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is at least 1.") }
    }

    func perform(_ session: Session) async throws -> Report {
        var arguments = JSONObject()
        arguments.set("cursor", cursor)
        let (agents, more) = try await session.list("get_agent_health", "agents", arguments, limit: limit, page: 100)
        var data: JSONObject = ["agents": .array(agents)]
        data.set("more", more)
        let next = more.map { "athena agent list --cursor \($0)" }
        return Report(.object(data), next: next) { AgentTable.lines(of: agents, on: $0) }
    }
}
