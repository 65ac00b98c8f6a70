internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaOperations
internal import AthenaServer

/// `athena export`: writes everything that a project holds, one JSON object a line.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write everything that the project holds, one JSON object a line.",
        discussion: """
            jsonl has goals, agents, what is known of their performance, tasks with their history, and the free part of
            the graph; it imports again without loss (athena import athena FILE). beads has tasks alone, for beads.
            """
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
                if let out { Console.say("\(count) \(format == .beads ? "tasks" : "records") are in \(out).") }
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
        guard format == .beads else { return try await copy(ExportPages(session), to: target) { $0.bytes } }
        let pages = ExportPages(session, types: [.task])
        var names = BeadsExport()
        try await pages.forEach { names.learn($0) }
        return try await copy(pages, to: target) { [names] task in
            task["_type"] == "task" ? JSON.object(names.issue(for: task)).bytes : nil
        }
    }

    /// Writes the line of each record; one without a line is left out.
    private func copy(_ pages: ExportPages, to target: OutputFile, line: (JSON) -> [UInt8]?) async throws -> Int {
        var count = 0
        var bar = await total(pages.session).map { ProgressBar("Exporting", of: $0) }
        defer { bar?.finish() }
        try await pages.forEach { record in
            bar?.move(to: count)
            guard let bytes = line(record) else { return }
            try target.write(line: bytes)
            count += 1
        }
        return count
    }
}
