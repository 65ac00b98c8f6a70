internal import ArgumentParser
internal import AthenaJSON

/// `athena task assign`: reserves a task for an agent.
struct TaskAssignCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "assign", abstract: "Reserve a task for an agent.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "The task, such as t12.")
    var task: String

    @Option(help: "The agent that is to do it.")
    var agent: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("assign_task", ["task_id": .string(task), "agent_id": .string(agent)])
        let line = "\(answer.cell("task_id")) is assigned to \(answer.cell("agent")) for \(answer.cell("expires_in"))s."
        return Report(answer, next: "athena task start \(task) --agent \(agent)", line)
    }
}
