internal import AthenaServer
internal import Foundation

/// The worker processes of a demonstration.
final class DemoFleet {
    /// Seconds in which a worker that was told to stop has to be done.
    private static let patience: TimeInterval = 10

    private let folder: String
    private let database: String
    private let pace: Int
    private var workers: [String: (process: Process, cue: FileHandle)] = [:]
    private(set) var killed: Set<String> = []

    /// Prepares a fleet whose journals go to `folder`.
    init(folder: String, database: String, pace: Int) {
        self.folder = folder
        self.database = database
        self.pace = pace
    }

    /// Starts a worker, which ends when its standard input does.
    func start(_ member: DemoMember) throws {
        let process = Process()
        let cue = Pipe()
        process.executableURL = URL(fileURLWithPath: ServerLauncher.ownExecutable)
        process.arguments = [
            "demo-agent", "--db", database, "--agent", member.name, "--journal", path(of: member.name),
            "--skills", member.skills.joined(separator: ","), "--role", member.role.rawValue, "--pace", String(pace),
        ]
        process.standardInput = cue
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        workers[member.name] = (process, cue.fileHandleForWriting)
    }

    /// Whether a worker has begun a task.
    func hasClaimed(_ name: String) throws -> Bool { try !Journal.read(path(of: name)).isEmpty }

    /// Lets a worker go on behind its first task.
    func goOn(_ name: String) {
        // One that has ended already is found out by the verdict.
        try? workers[name]?.cue.write(contentsOf: DemoCue.go)
    }

    /// Ends a worker as a crash would.
    func kill(_ name: String) {
        guard let worker = workers[name], worker.process.isRunning, killed.insert(name).inserted else { return }
        Machine.endAbruptly(worker.process.processIdentifier)
    }

    /// Lets every worker finish what it is doing and waits for its end; one that does not end is ended.
    ///
    /// A worker takes its own client along, which would start a server again if it came too late to the one that ends.
    func stop() {
        // A cue that is closed already is what is wanted.
        for worker in workers.values { try? worker.cue.close() }
        let deadline = Date().addingTimeInterval(Self.patience)
        while workers.values.contains(where: \.process.isRunning), Date() < deadline {
            Thread.sleep(forTimeInterval: 0.02)
        }
        for worker in workers.values where worker.process.isRunning { worker.process.terminate() }
        for worker in workers.values { worker.process.waitUntilExit() }
    }

    /// Every journal by worker.
    func journals() throws -> [String: [DemoAct]] {
        try Dictionary(uniqueKeysWithValues: workers.keys.map { ($0, try Journal.read(path(of: $0))) })
    }

    private func path(of name: String) -> String { "\(folder)/\(name).journal.jsonl" }
}
