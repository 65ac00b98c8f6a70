internal import ArgumentParser
internal import AthenaJSON

/// Which tasks a command is about.
struct TaskFilterOptions: ParsableArguments {
    @Option(help: "blocked, pending, assigned, running, waiting, completed, failed or cancelled. Can be repeated.")
    var status: [String] = []

    @Option(help: "The agent that holds them.")
    var agent: String?

    @Option(help: "Their type.")
    var type: String?

    @Option(help: "Their priority.")
    var priority: String?

    @Option(help: "A skill they require.")
    var skill: String?

    @Option(help: "A label they carry.")
    var label: String?

    @Option(help: "The goal they serve.")
    var goal: String?

    @Option(help: "The task they are part of.")
    var parent: String?

    @Option(help: "Created at this time or later.")
    var createdAfter: String?

    @Option(help: "Created before this time.")
    var createdBefore: String?

    /// As query_tasks takes them.
    var arguments: JSONObject {
        var arguments = JSONObject()
        arguments.set("status", Input.words(status))
        arguments.set("agent_id", agent)
        arguments.set("type", type)
        arguments.set("priority", priority)
        arguments.set("requirement", skill)
        arguments.set("label", label)
        arguments.set("goal", goal)
        arguments.set("parent", parent)
        arguments.set("created_after", createdAfter)
        arguments.set("created_before", createdBefore)
        return arguments
    }

    /// Whether nothing but an agent is named.
    var areForAgentAlone: Bool { arguments.names.allSatisfy { $0 == "agent_id" } }
}
