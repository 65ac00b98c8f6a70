internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaOperations
internal import AthenaServer

/// `athena export`: writes every task of a project, one JSON object a line.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write every task of the project, one JSON object a line.",
        discussion: "jsonl imports again without loss (athena import athena FILE); beads is for beads."
    )

    /// The forms there are.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case jsonl, beads
    }

    @OptionGroup var server: ServerOptions

    @Option(help: "jsonl or beads.")
    var format = Form.jsonl

    @Option(help: "A new file, readable by you alone, in place of standard output.")
    var out: String?

    func run() async throws {
        try await CommandFailure.reporting {
            let session = try await Session(server)
            defer { session.close() }
            let target = try out.map { try OutputFile(file: $0) } ?? .standardOutput
            do {
                let count = try await write(session, to: target)
                try target.finish()
                if let out { Console.say("\(count) tasks are in \(out).") }
            } catch {
                target.discard()
                throw error
            }
        }
    }

    /// How many tasks there are; nil for who may not ask, who sees no bar then.
    private func total(_ session: Session) async -> Int? {
        (try? await session.call("database_status"))?["tasks"]?.integerValue.map { Int(clamping: $0) }
    }

    private func write(_ session: Session, to target: OutputFile) async throws -> Int {
        let pages = ExportPages(session)
        var names = BeadsExport()
        if format == .beads { try await pages.forEach { names.learn($0) } }
        var count = 0
        var bar = await total(session).map { ProgressBar("Exporting", of: $0) }
        defer { bar?.finish() }
        try await pages.forEach { record in
            bar?.move(to: count)
            try target.write(line: (format == .beads ? .object(names.issue(for: record)) : record).bytes)
            count += 1
        }
        return count
    }
}
