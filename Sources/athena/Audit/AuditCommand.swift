internal import ArgumentParser

/// `athena audit`: whether the log is whole.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check the event log's chain of hashes, or read it with them.",
        subcommands: [AuditVerifyCommand.self, AuditListCommand.self]
    )
}
