internal import ArgumentParser
internal import AthenaJSON

/// `athena agent show`: one agent.
struct AgentShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show an agent.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "The agent's name.")
    var agent: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("get_agent_health", ["agent_id": .string(agent)])
        return Report(answer, next: "athena task list --agent \(agent)") { AnswerSheet.lines(of: answer, on: $0) }
    }
}
