internal import ArgumentParser
internal import AthenaOperations

/// `athena import beads`: takes the issues of a beads file.
struct ImportBeadsCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "beads",
        abstract: "Import issues of a beads JSONL file.",
        discussion: """
            blocks, conditional-blocks and waits-for become dependencies, parent-child a parent. Every other edge, and the
            whole line of each issue, is kept in the task's metadata. A second import changes nothing.
            """
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The file; - reads standard input.")
    var file: String

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @Option(help: "Where required skills come from: label:PREFIX or type. Default: nowhere.")
    var skillFrom: String?

    /// A line is kept whole in the task's metadata, and an export of the task has to be one line again.
    private static let longestLine = 1 << 20

    func perform(_ session: Session) async throws -> Report {
        let skills = try skillFrom.map { try SkillSource(checking: $0) } ?? .none
        var work = RecordImport(
            try Input.lines(file, longestLine: Self.longestLine),
            as: BeadsFormat(skills: skills)
        )
        return try await work.run(session, isDryRun: dryRun).report(of: file, isDryRun: dryRun)
    }
}
