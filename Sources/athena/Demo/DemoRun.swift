internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaServer
internal import Foundation

/// One demonstration: a server of its own, the plan, the fleet, the table, the verdict.
struct DemoRun {
    private static let patience: TimeInterval = 600

    let command: DemoCommand
    let folder: String
    private var database: String { folder + "/athena.db" }

    /// Runs it and shows the verdict.
    ///
    /// - Throws: an exit code of failure when a promise was broken.
    func run() async throws {
        var options = ServerOptions()
        options.database = database
        options.project = Project.defaultName
        let server = try startServer()
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        let session = try await Session(options)
        defer { session.close() }
        try await load(session)
        let before = try await records(session)
        let workers = DemoWorkerPlan.fleet(of: command.agents, for: Self.requirementSets(of: before))
        let fleet = DemoFleet(folder: folder, database: database)
        defer { fleet.stop() }
        for worker in workers { try fleet.start(worker, pace: command.pace) }
        try await watch(session, fleet: fleet, doomed: workers.first(where: \.isDoomed)?.name)
        fleet.stop()
        try show(await verdict(session, before: before, workers: workers, fleet: fleet))
    }

    private func startServer() throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: ServerLauncher.ownExecutable)
        process.arguments = ["serve", "--db", database]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private func load(_ session: Session) async throws {
        if let beads = command.beads {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: ServerLauncher.ownExecutable)
            process.arguments = ["import", "beads", beads, "--skill-from", "type", "--db", database]
            process.standardOutput = FileHandle.standardError
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw ExitCode(process.terminationStatus) }
            return
        }
        let tasks = try DemoPlan(path: command.plan).tasks
        for start in stride(from: 0, to: tasks.count, by: TaskLimits.batch) {
            let batch = tasks[start..<min(start + TaskLimits.batch, tasks.count)]
            _ = try await session.call("create_task", ["tasks": .array(batch.map { .object($0) })])
        }
    }

    /// Every record of an export.
    private func records(_ session: Session) async throws -> [JSON] {
        var records: [JSON] = []
        var arguments: JSONObject = ["types": ["task"]]
        while true {
            let page = try await session.call("export_page", arguments)
            records += page["records"]?.arrayValue ?? []
            guard let more = page["more"] else { return records }
            arguments["after"] = more
        }
    }

    private static func requirementSets(of records: [JSON]) -> [[String]] {
        var seen: Set<[String]> = []
        return records.compactMap { record in
            let words = (record["requirements"]?.arrayValue ?? []).compactMap(\.stringValue).sorted()
            return seen.insert(words).inserted ? words : nil
        }
    }

    /// Shows the table until nothing is left to do.
    private func watch(_ session: Session, fleet: DemoFleet, doomed: String?) async throws {
        let deadline = Date().addingTimeInterval(Self.patience)
        var quietLooks = 0
        while quietLooks < 2 {
            guard Date() < deadline else {
                throw AthenaError(.timeout, "The plan was not drained in ten minutes.", next: "Look at it with --keep.")
            }
            if let doomed { _ = try fleet.kill(doomed) }
            let view = try await FleetView.look(session)
            show(view)
            quietLooks = view.isQuiet ? quietLooks + 1 : 0
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    private func show(_ view: FleetView) {
        guard Console.showsMessages else { return }
        let lines = view.report.lines(on: .current(environment: ServerOptions.environment))
        Console.draw("\u{1B}[H\u{1B}[2J" + lines.joined(separator: "\n") + "\n")
    }

    private func verdict(
        _ session: Session,
        before: [JSON],
        workers: [DemoWorkerPlan],
        fleet: DemoFleet
    ) async throws -> DemoVerdict {
        let ended = before.filter { ["completed", "cancelled", "failed"].contains($0["status"]?.stringValue) }
        return DemoVerdict(
            records: try await records(session),
            finishedBefore: Set(ended.compactMap { $0["id"]?.stringValue }),
            skills: Dictionary(uniqueKeysWithValues: workers.map { ($0.name, Set($0.skills)) }),
            journals: try fleet.journals.mapValues(Journal.read),
            killed: Set(fleet.killed)
        )
    }

    private func show(_ verdict: DemoVerdict) throws {
        try Console.data(verdict.facts)
        guard verdict.faults.isEmpty else {
            try Console.data(verdict.faults.prefix(20).map { "BROKEN: \($0)" })
            throw ExitCode.failure
        }
        try Console.data(["Each task was completed once, by an agent that can do it, after what it depends on."])
    }
}

extension FleetView {
    /// Whether nobody works and nothing can be claimed now or later.
    fileprivate var isQuiet: Bool {
        ["pending", "scheduled", "assigned", "running"].allSatisfy { (metrics[$0]?.integerValue ?? 0) == 0 }
    }
}
