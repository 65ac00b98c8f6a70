internal import ArgumentParser
internal import AthenaJSON

/// `athena agent register`: makes an agent known.
struct AgentRegisterCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Make an agent known, or change what it declares."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The agent's name.")
    var agent: String

    @Option(name: .customLong("skill"), help: "A skill it has. Can be repeated.")
    var skills: [String] = []

    @Option(help: "How many tasks it may hold at once.")
    var maxConcurrent: Int?

    @Option(help: "A JSON object to keep with the agent.")
    var metadata: String?

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["agent_id": .string(agent)]
        arguments.set("skills", Input.words(skills))
        arguments.set("max_concurrent", maxConcurrent)
        if let metadata { arguments["metadata"] = .object(try Input.object(metadata, for: "--metadata")) }
        let answer = try await session.call("register_agent", arguments)
        let verb = answer["new"]?.boolValue == true ? "is registered" : "is updated"
        let held = answer.cell("skills")
        let line = "\(answer.cell("agent")) \(verb)" + (held.isEmpty ? "; it has no skills." : " with \(held).")
        return Report(answer, next: "athena task claim --agent \(agent)", line)
    }
}
