internal import ArgumentParser
internal import AthenaJSON

/// `athena pattern list`: sequences that repeat.
struct PatternListCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List sequences that repeat.")

    @OptionGroup var options: CommandOptions

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("get_patterns")
        return Report(answer) { AnswerSheet.table(of: answer["patterns"]?.arrayValue ?? [], on: $0) }
    }
}
