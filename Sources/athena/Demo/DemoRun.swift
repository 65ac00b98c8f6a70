internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaServer
internal import Foundation

/// One demonstration: a server of its own, the plan, the fleet, the table, the verdict.
struct DemoRun {
    private static let patience: TimeInterval = 600
    private static let pause = Duration.milliseconds(100)

    let command: DemoCommand
    let folder: String
    private var database: String { folder + "/athena.db" }
    private var tool: DemoTool { DemoTool(folder: folder) }

    /// Runs it and shows the verdict.
    ///
    /// - Throws: an exit code of failure when a promise was broken.
    func run() async throws {
        let server = BackgroundServer(database: database)
        defer { server.end() }
        let session = try await server.session()
        defer { session.close() }
        try await load(session)
        let before = DemoTasks(try tool.export(database, as: "before"))
        let demanded = before.within(session.now)
        guard !demanded.isEmpty else { throw nothingToDo }
        let cast = DemoCast(of: command.agents, for: before.requirementSets)
        let fleet = DemoFleet(folder: folder, database: database, pace: command.pace)
        defer { fleet.stop() }
        let deadline = Date().addingTimeInterval(Self.patience)
        try await begin(session, fleet, cast, by: deadline)
        try await drain(session, leaving: Set(before.byID.keys).subtracting(demanded), by: deadline)
        fleet.stop()
        let evidence = DemoEvidence(
            before: before,
            after: DemoTasks(try tool.export(database, as: "after")),
            demanded: demanded,
            cast: cast,
            journals: try fleet.journals(),
            killed: fleet.killed
        )
        try show(DemoVerdict(evidence))
    }

    private func load(_ session: Session) async throws {
        if let beads = command.beads { return try tool.take(beads: beads, into: database) }
        try await DemoPlan(path: command.plan).create(session)
    }

    private var nothingToDo: AthenaError {
        .invalid(
            "\((command.beads ?? command.plan).quotedForMessage) has no task that can be done now.",
            next: "Name a plan with at least one task that has not ended, is not put off and can be begun."
        )
    }

    /// Starts those that make the story, and everybody else once each of them has a task.
    private func begin(_ session: Session, _ fleet: DemoFleet, _ cast: DemoCast, by deadline: Date) async throws {
        for member in cast.members where member.role != .steady { try fleet.start(member) }
        let doomed = cast.name(of: .doomed)
        var waiting = Set(DemoRole.troubled.map { cast.name(of: $0) })
        while !waiting.isEmpty {
            try await look(session, by: deadline)
            waiting = try waiting.filter { try !fleet.hasClaimed($0) }
            // What it holds is needed, if there is little else.
            if !waiting.contains(doomed) { fleet.kill(doomed) }
        }
        for role in [DemoRole.failing, .slow] { fleet.goOn(cast.name(of: role)) }
        for member in cast.members where member.role == .steady { try fleet.start(member) }
    }

    /// Shows the table until nothing is left to do but what is left alone.
    private func drain(_ session: Session, leaving others: Set<String>, by deadline: Date) async throws {
        var quietLooks = 0
        while quietLooks < 2 {
            let view = try await look(session, by: deadline)
            quietLooks = try await isQuiet(view, session, leaving: others) ? quietLooks + 1 : 0
        }
    }

    /// Whether nobody works, and no task waits for its time but those to be left alone.
    private func isQuiet(_ view: FleetView, _ session: Session, leaving others: Set<String>) async throws -> Bool {
        guard view.isIdle else { return false }
        let waiting = try await session.list("query_tasks", "tasks", ["status": ["pending"]], limit: .max, page: 100)
        return waiting.items.allSatisfy { task in others.contains(task["id"]?.stringValue ?? "") }
    }

    @discardableResult
    private func look(_ session: Session, by deadline: Date) async throws -> FleetView {
        guard Date() < deadline else {
            throw AthenaError(.timeout, "The plan was not drained in ten minutes.", next: "Look at it with --keep.")
        }
        try await Task.sleep(for: Self.pause)
        let view = try await FleetView.look(session)
        guard Console.showsMessages else { return view }
        let lines = view.report.lines(on: .current(environment: ServerOptions.environment))
        Console.draw("\u{1B}[H\u{1B}[2J" + lines.joined(separator: "\n") + "\n")
        return view
    }

    private func show(_ verdict: DemoVerdict) throws {
        try Console.data(verdict.facts.map(SafeText.line))
        guard verdict.faults.isEmpty else {
            try Console.data(verdict.faults.prefix(20).map { SafeText.line("BROKEN: \($0)") })
            throw ExitCode.failure
        }
        try Console.data(["Each task was completed once, by an agent that can do it, after what it depends on."])
    }
}

extension FleetView {
    /// Whether nobody works and whatever is pending waits for its time.
    fileprivate var isIdle: Bool {
        func count(_ name: String) -> Int64 { metrics[name]?.integerValue ?? 0 }
        return count("assigned") == 0 && count("running") == 0 && count("pending") <= count("scheduled")
    }
}
