internal import ArgumentParser
internal import AthenaJSON

/// `athena task update`: changes what a task says while nobody holds it.
struct TaskUpdateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change a task that nobody works on."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The task, such as t12.")
    var task: String

    @Option(help: "A new title.")
    var title: String?

    @Option(help: "A new content; - reads it from standard input.")
    var content: String?

    @Option(help: "critical, high, medium or low.")
    var priority: String?

    @Option(name: .customLong("skill"), help: "The skills that an agent must have from now on. Can be repeated.")
    var skills: [String] = []

    @Option(name: .customLong("label"), help: "The labels from now on. Can be repeated.")
    var labels: [String] = []

    @Option(help: "Not before this time.")
    var runAfter: String?

    @Option(help: "The time by which it should be done.")
    var deadline: String?

    @Option(name: .customLong("after"), help: "A task that must be completed first. Can be repeated.")
    var added: [String] = []

    @Option(name: .customLong("not-after"), help: "A task that it waits for no longer. Can be repeated.")
    var removed: [String] = []

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["task_id": .string(task)]
        arguments.set("title", title)
        arguments.set("content", try content.map { try Input.text($0) })
        arguments.set("priority", priority)
        arguments.set("requirements", Input.words(skills))
        arguments.set("labels", labels)
        arguments.set("run_after", runAfter)
        arguments.set("deadline", deadline)
        arguments.set("add_dependencies", Input.words(added))
        arguments.set("remove_dependencies", Input.words(removed))
        let answer = try await session.call("update_task", arguments)
        return Report(answer, next: "athena task show \(task)", "\(task) is updated: \(answer.cell("status")).")
    }
}
