internal import ArgumentParser
internal import AthenaJSON

/// `athena tool`: calls any operation by its name.
struct ToolCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "tool",
        abstract: "Call any operation by its name, with its arguments as a JSON object."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The operation, such as create_task.")
    var name: String

    @Option(help: "The arguments, a JSON object; - reads it from standard input.")
    var args: String = "{}"

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call(name, try Input.object(args, for: "--args"))
        return Report(answer) { _ in answer.prettyText.split(separator: "\n").map { SafeText.json(String($0)) } }
    }
}
