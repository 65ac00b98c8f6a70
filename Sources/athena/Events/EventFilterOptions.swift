internal import ArgumentParser
internal import AthenaJSON

/// Which events a command is about.
struct EventFilterOptions: ParsableArguments {
    @Option(help: "A type such as task.completed. Can be repeated.")
    var type: [String] = []

    @Option(help: "A task's events.")
    var task: String?

    @Option(help: "An agent's outcomes.")
    var agent: String?

    /// As query_events takes them.
    var arguments: JSONObject {
        var arguments = JSONObject()
        arguments.set("types", Input.words(type))
        arguments.set("task_id", task)
        arguments.set("agent_id", agent)
        return arguments
    }
}
