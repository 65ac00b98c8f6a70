internal import ArgumentParser
internal import AthenaJSON
internal import AthenaSQLite
internal import AthenaServer

/// `athena db migrate`: brings a database to this build's schema.
struct DatabaseMigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Say which schema the database has, and bring it to this build's.",
        discussion: "A server does the same when it opens a database. No server may be running, but for --dry-run."
    )

    @OptionGroup var options: CommandOptions

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    func run() async throws {
        try await CommandFailure.reporting {
            Machine.hardenProcess()
            let location = try DatabaseTask.existing(options.server)
            let plan = try await DatabaseTask.run { try SQLiteUpkeep.migrationPlan(for: location.database) }
            if !dryRun, !plan.steps.isEmpty { try await migrate(location) }
            try options.show(report(location.database, plan))
        }
    }

    private func migrate(_ location: DatabaseLocation) async throws {
        if let process = DatabaseLock.holder(ofDatabase: location.database) {
            throw DatabaseTask.isHeld(location, by: process)
        }
        let lock = try DatabaseLock(database: location.database)
        let store = try await SQLiteStore.open(location.database, options: SQLiteOptions(), lock: lock)
        await store.stop()
        lock.release()
    }

    private func report(_ database: String, _ plan: SQLiteUpkeep.MigrationPlan) -> Report {
        let steps = plan.steps.map { "\($0.number) \($0.name)" }
        let data: JSONObject = [
            "database": .string(database), "dry_run": .bool(dryRun), "schema": .integer(Int64(plan.present)),
            "newest": .integer(Int64(plan.newest)), "steps": .array(steps.map { .string($0) }),
        ]
        guard !steps.isEmpty else {
            return Report(.object(data), "The schema is \(plan.present), the newest; there is nothing to do.")
        }
        let verb = dryRun ? "would be done" : "were done"
        let next = dryRun ? Repetition().without("--dry-run") : "athena db check"
        return Report(.object(data), next: next) { _ in
            ["The schema was \(plan.present); these steps \(verb):"] + steps.map { "  \($0)" }
        }
    }
}
