internal import ArgumentParser
internal import AthenaJSON

/// `athena route`: who should do a task.
struct RouteCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "route",
        abstract: "Say which agent should do a task, and why; 3 when none can."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The task, such as t12.")
    var task: String

    @Flag(help: "Show every candidate with the parts of its score, and who was excluded.")
    var explain = false

    @Flag(help: "Also reserve the task for the chosen agent.")
    var assign = false

    @Option(name: .customLong("exclude"), help: "An agent that is not to do it. Can be repeated.")
    var excluded: [String] = []

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["task_id": .string(task)]
        arguments.set("exclude_agents", Input.words(excluded))
        arguments.set("assign", assign)
        if explain { arguments["detail"] = "full" }
        let answer = try await session.call("route_task", arguments)
        let agent = answer["agent"]?.stringValue
        var report = Report(answer, next: next(agent)) { AnswerSheet.lines(of: answer, on: $0) }
        if agent == nil { report.exit = ExitCode(3) }
        return report
    }

    private func next(_ agent: String?) -> String {
        guard let agent else { return "athena task why \(task)" }
        return assign ? "athena task start \(task) --agent \(agent)" : "athena route \(task) --assign"
    }
}
