internal import ArgumentParser
internal import AthenaJSON

/// `athena token list`: every token there was.
struct TokenListCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List tokens, without their secrets."
    )

    @OptionGroup var options: CommandOptions

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("token_list")
        return Report(answer) { AnswerSheet.table(of: answer["tokens"]?.arrayValue ?? [], on: $0) }
    }
}
