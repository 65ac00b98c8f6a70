internal import ArgumentParser

/// `athena db status`: what the database holds.
struct DatabaseStatusCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "status", abstract: "Show counts and sizes.")

    @OptionGroup var options: CommandOptions

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("database_status")
        return Report(answer) { AnswerSheet.lines(of: answer, on: $0) }
    }
}
