internal import ArgumentParser
internal import AthenaJSON

/// `athena task start`: begins work on what was assigned.
struct TaskStartCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "start", abstract: "Begin work on an assigned task.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "The task, such as t12.")
    var task: String

    @Option(help: "The agent that it is assigned to.")
    var agent: String?

    @Option(help: "How long the lease lasts, in seconds.")
    var leaseSeconds: Int?

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["task_id": .string(task)]
        arguments.set("agent_id", agent)
        arguments.set("lease_seconds", leaseSeconds)
        let answer = try await session.call("start_task", arguments)
        let next = "athena task complete \(answer.cell("lease")) --result RESULT"
        return Report(answer, next: next) { BriefSheet.lines(of: answer, on: $0) }
    }
}
