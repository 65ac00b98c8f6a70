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

    private static let shippedPlan = "Examples/release.jsonl"

    @Option(help: "The plan: tasks as create_task takes them, one JSON object a line.")
    var plan: String = shippedPlan

    @Option(name: .customLong("import"), help: "Drain this beads file instead of the plan.")
    var beads: String?

    @Option(help: "How many agents work; the first three fail, are killed at work, and are too slow.")
    var agents: Int = 6

    @Option(help: "Milliseconds that a piece of work takes at most.")
    var pace: Int = 400

    @Flag(help: "Keep the database and the journals, and say where they are.")
    var keep = false

    func validate() throws {
        guard agents >= DemoCast.smallest else {
            throw ValidationError(
                "--agents is at least \(DemoCast.smallest): three make trouble, and one has to be reliable."
            )
        }
        guard agents <= DemoCast.largest else { throw ValidationError("--agents is at most \(DemoCast.largest).") }
        guard beads == nil || plan == Self.shippedPlan else {
            throw ValidationError("--plan and --import name two plans; choose one.")
        }
        guard (4...60_000).contains(pace) else { throw ValidationError("--pace takes milliseconds from 4 to 60000.") }
    }

    func run() async throws {
        Machine.hardenProcess()
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
