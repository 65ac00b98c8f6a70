internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaServer
internal import Foundation

/// `athena demo`: a fleet of agent processes drains a plan before your eyes, and the result is checked.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract:
            "Let a fleet of agents drain a real plan, with failures, a killed agent and a slow one, and check the result."
    )

    @Option(help: "The plan: tasks as create_task takes them, one JSON object a line.")
    var plan: String = "Examples/release.jsonl"

    @Option(name: .customLong("import"), help: "Drain this beads file instead of the plan.")
    var beads: String?

    @Option(help: "How many agents work; the last two are a doomed one and a slow one.")
    var agents: Int = 6

    @Option(help: "Milliseconds that a piece of work takes at most.")
    var pace: Int = 400

    @Flag(help: "Keep the database and the journals, and say where they are.")
    var keep = false

    func validate() throws {
        guard (1...64).contains(agents) else { throw ValidationError("--agents takes a number from 1 to 64.") }
        guard (4...60_000).contains(pace) else { throw ValidationError("--pace takes milliseconds from 4 to 60000.") }
    }

    func run() async throws {
        Machine.forgetSettings(ServerOptions.environment.keys)
        try await CommandFailure.reporting {
            let folder = NSTemporaryDirectory() + "athena-demo-" + UUID().uuidString.prefix(8)
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            defer {
                // What cannot be removed from the temporary folder hurts nobody.
                if !keep { try? FileManager.default.removeItem(atPath: folder) }
            }
            try await Interruption.ending { try await DemoRun(command: self, folder: folder).run() }
            if keep { Console.say("Kept in \(folder)") }
        }
    }
}
