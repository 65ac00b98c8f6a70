internal import ArgumentParser
internal import AthenaJSON

/// `athena task add`: puts a task into the queue.
struct TaskAddCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Create a task.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "What is to be done; - reads it from standard input.")
    var content: String

    @Option(help: "One line; the first line of the content when absent.")
    var title: String?

    @Option(help: "What kind of work it is.")
    var type: String?

    @Option(help: "critical, high, medium or low.")
    var priority: String?

    @Option(name: .customLong("skill"), help: "A skill that an agent must have. Can be repeated.")
    var skills: [String] = []

    @Option(name: .customLong("after"), help: "A task that must be completed first. Can be repeated.")
    var dependencies: [String] = []

    @Option(help: "What a failed dependency does: block, cancel or ignore.")
    var onDependencyFailure: String?

    @Option(help: "The task that waits for this one and gets its result.")
    var parent: String?

    @Option(help: "The goal it serves.")
    var goal: String?

    @Option(name: .customLong("label"), help: "A label. Can be repeated.")
    var labels: [String] = []

    @Option(help: "Not before this time, such as 2026-12-31T23:59:00Z.")
    var runAfter: String?

    @Option(help: "The time by which it should be done.")
    var deadline: String?

    @Option(help: "How many attempts may fail.")
    var maxAttempts: Int?

    @Option(help: "How long a lease lasts, in seconds.")
    var leaseSeconds: Int?

    @Option(help: "A JSON object to keep with the task.")
    var metadata: String?

    @Option(help: "Your own name for it, unique in the project.")
    var externalRef: String?

    @Option(name: .customLong("key"), help: "An idempotency key: the same call with the same key creates one task.")
    var idempotencyKey: String?

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("create_task", try arguments())
        let id = answer.cell("task_id")
        return Report(answer, next: "athena task show \(id)", "\(id) is created: \(answer.cell("status")).")
    }

    private func arguments() throws -> JSONObject {
        var arguments: JSONObject = ["content": .string(try Input.text(content))]
        arguments.set("title", title)
        arguments.set("type", type)
        arguments.set("priority", priority)
        arguments.set("requirements", Input.words(skills))
        arguments.set("dependencies", Input.words(dependencies))
        arguments.set("on_dependency_failure", onDependencyFailure)
        arguments.set("parent", parent)
        arguments.set("goal", goal)
        arguments.set("labels", labels)
        arguments.set("run_after", runAfter)
        arguments.set("deadline", deadline)
        arguments.set("max_attempts", maxAttempts)
        arguments.set("lease_seconds", leaseSeconds)
        if let metadata { arguments["metadata"] = .object(try Input.object(metadata, for: "--metadata")) }
        arguments.set("external_ref", externalRef)
        arguments.set("idempotency_key", idempotencyKey)
        return arguments
    }
}
