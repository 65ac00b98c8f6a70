internal import ArgumentParser
internal import AthenaJSON

/// `athena audit verify`: recomputes the chain.
struct AuditVerifyCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute every hash of the project's event log; 1 when one does not fit."
    )

    /// Events that are asked for at once.
    private static let part: Int64 = 5_000

    @OptionGroup var options: CommandOptions

    func perform(_ session: Session) async throws -> Report {
        let answer = try await verify(session)
        var report = Report(answer) { AnswerSheet.lines(of: answer, on: $0) }
        if answer["intact"]?.boolValue != true {
            report.messages = ["The event log does not fit its hashes."]
            report.next = "athena db check"
            report.exit = .failure
        }
        return report
    }

    /// Asks for the log part by part, so that a bar can show how far it is.
    private func verify(_ session: Session) async throws -> JSON {
        let size = try await session.call("database_status")
        var bar = ProgressBar("Verifying", of: Int(clamping: size["events"]?.integerValue ?? 0))
        defer { bar.finish() }
        var checked: Int64 = 0
        var arguments: JSONObject = ["limit": .integer(Self.part)]
        while true {
            let part = try await session.call("verify_audit", arguments)
            let count = part["checked"]?.integerValue ?? 0
            checked += count
            bar.move(to: Int(clamping: checked))
            guard count >= Self.part, part["intact"]?.boolValue == true else {
                var whole = part.objectValue ?? [:]
                whole["checked"] = .integer(checked)
                return .object(whole)
            }
            arguments["behind"] = [
                "sequence": part["sequence"] ?? 0, "hash": part["hash"] ?? "", "at": part["at"] ?? 0,
            ]
        }
    }
}
