internal import ArgumentParser
internal import AthenaJSON

/// `athena audit verify`: recomputes the chain.
struct AuditVerifyCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute every hash of the project's event log; 1 when one does not fit."
    )

    @OptionGroup var options: CommandOptions

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("verify_audit")
        var report = Report(answer) { AnswerSheet.lines(of: answer, on: $0) }
        if answer["intact"]?.boolValue != true {
            report.messages = ["The event log does not fit its hashes."]
            report.next = "athena db check"
            report.exit = .failure
        }
        return report
    }
}
