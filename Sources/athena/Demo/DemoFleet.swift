internal import AthenaJSON
internal import AthenaServer
internal import Foundation

/// The worker processes of a demonstration.
final class DemoFleet {
    private let folder: String
    private let database: String
    private var processes: [String: Process] = [:]
    private(set) var killed: [String] = []

    /// Prepares a fleet whose journals go to `folder`.
    init(folder: String, database: String) {
        self.folder = folder
        self.database = database
    }

    /// Starts a worker.
    func start(_ plan: DemoWorkerPlan, pace: Int) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: ServerLauncher.ownExecutable)
        process.arguments =
            [
                "demo-agent", "--db", database, "--agent", plan.name, "--journal", journal(of: plan.name), "--skills",
                plan.skills.joined(separator: ","), "--failing", String(plan.failing), "--pace", String(pace),
            ] + (plan.isSlow ? ["--slow"] : [])
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        processes[plan.name] = process
    }

    /// Where a worker writes what it did.
    func journal(of name: String) -> String { "\(folder)/\(name).journal.jsonl" }

    /// Ends a worker as a crash would, once it holds a task; true when that has happened.
    func kill(_ name: String) throws -> Bool {
        guard !killed.contains(name), let process = processes[name] else { return true }
        guard FileManager.default.fileExists(atPath: journal(of: name)),
            try Journal.read(journal(of: name)).last?["act"]?.stringValue == "claimed"
        else { return false }
        Machine.endAbruptly(process.processIdentifier)
        killed.append(name)
        return true
    }

    /// Ends every worker that still runs.
    func stop() {
        for process in processes.values where process.isRunning { process.terminate() }
        for process in processes.values { process.waitUntilExit() }
    }

    /// Every journal by worker.
    var journals: [String: String] {
        Dictionary(uniqueKeysWithValues: processes.keys.map { ($0, journal(of: $0)) })
    }
}
