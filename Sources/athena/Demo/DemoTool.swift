internal import ArgumentParser
internal import AthenaJSON
internal import AthenaServer
internal import Foundation

/// Other commands of Athena that a demonstration runs, as a person would.
struct DemoTool {
    let folder: String

    /// Runs a command to its end; what it says goes to standard error.
    ///
    /// - Throws: its exit code, when it failed.
    func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: ServerLauncher.ownExecutable)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.standardError
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ExitCode(process.terminationStatus) }
    }

    /// Every line of an export of a database, which stays in the folder under a name.
    func export(_ database: String, as name: String) throws -> [JSON] {
        let path = "\(folder)/\(name).jsonl"
        try run("export", "--db", database, "--out", path)
        var records: [JSON] = []
        try LineFile(path: path, longestLine: RecordReading.longestLine).forEach { place, bytes in
            records.append(.object(try RecordReading.object(bytes, line: place.number)))
        }
        return records
    }

    /// Brings a beads file into a database, with retries that suit a demonstration.
    ///
    /// An import has no such setting, so that the way leads through a database of its own and an export of it.
    func take(beads: String, into database: String) throws {
        let scratch = folder + "/scratch.db"
        defer { BackgroundServer(database: scratch).end() }
        try run("import", "beads", beads, "--skill-from", "type", "--db", scratch)
        let file = try OutputFile(file: folder + "/hastened.jsonl")
        for record in try export(scratch, as: "scratch") {
            let isTask = record["_type"]?.stringValue == "task"
            let line = isTask ? record.objectValue.map(DemoPlan.hastened) : record.objectValue
            try file.write(line: JSON.object(line ?? [:]).bytes)
        }
        try file.finish()
        try run("import", "athena", folder + "/hastened.jsonl", "--db", database)
    }
}
