internal import ArgumentParser
internal import AthenaJSON

/// `athena token create`: makes a token, shown once.
struct TokenCreateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a token. It is shown once; only its hash is stored."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "What it is for.")
    var name: String

    @Option(help: "The one agent that it may act for.")
    var agent: String?

    @Flag(help: "Bind it to the project of --project; it then opens no other.")
    var bindProject = false

    @Option(
        name: .customLong("scope"),
        help: "What it may do. Can be repeated. Default: tasks:read, tasks:create and tasks:work."
    )
    var scopes: [String] = []

    @Option(help: "When it ends, such as 2026-12-31T23:59:00Z.")
    var expiresAt: String?

    @Option(
        name: .customLong("out"),
        help: "A new file that gets the token, readable by you alone, in place of the screen."
    )
    var file: String?

    func perform(_ session: Session) async throws -> Report {
        var arguments: JSONObject = ["name": .string(name)]
        arguments.set("agent_id", agent)
        if bindProject { arguments.set("bound_project", options.server.projectName) }
        arguments.set("scopes", Input.words(scopes))
        arguments.set("expires_at", expiresAt)
        guard let file else {
            let answer = try await session.call("token_create", arguments)
            return Report(answer, next: "athena token list", answer.cell("token"))
        }
        let answer = try await create(arguments, session, into: try OutputFile(file: file))
        return Report(answer, next: "athena token list", "The token is in \(file).")
    }

    /// The file is made first, so that no token is made that nobody gets to see.
    private func create(_ arguments: JSONObject, _ session: Session, into file: OutputFile) async throws -> JSON {
        do {
            var answer = try await session.call("token_create", arguments).objectValue ?? JSONObject()
            try file.write(line: Array((answer["token"]?.stringValue ?? "").utf8))
            try file.finish()
            answer["token"] = nil
            return .object(answer)
        } catch {
            file.discard()
            throw error
        }
    }
}
