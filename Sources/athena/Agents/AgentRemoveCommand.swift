internal import ArgumentParser
internal import AthenaJSON

/// `athena agent remove`: takes an agent out of the fleet.
struct AgentRemoveCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove an agent; its leases are released, its history stays."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The agent's name.")
    var agent: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("deregister_agent", ["agent_id": .string(agent)])
        let released = answer.cell("released")
        let line = "\(answer.cell("agent")) is removed." + (released.isEmpty ? "" : " Released: \(released).")
        return Report(answer, next: "athena agent list", line)
    }
}
