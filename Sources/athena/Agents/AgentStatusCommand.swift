internal import ArgumentParser
internal import AthenaCore

/// A command that changes whether an agent gets work.
protocol AgentStatusCommand: ServerCommand {
    /// The status that the agent has from then on.
    static var status: Agent.Status { get }
    /// Who.
    var subject: AgentArgument { get }
}

/// An agent.
struct AgentArgument: ParsableArguments {
    @Argument(help: "The agent's name.")
    var agent: String
}

extension AgentStatusCommand {
    func perform(_ session: Session) async throws -> Report {
        let agent = subject.agent
        let answer = try await session.setStatus(of: agent, to: Self.status)
        let next = Self.status == .active ? "show" : "resume"
        return Report(answer, next: "athena agent \(next) \(agent)", "\(agent) is \(Self.status.rawValue).")
    }
}
