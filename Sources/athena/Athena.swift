internal import ArgumentParser

@main
struct Athena: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "athena",
        abstract: "A durable queue of work for AI agents.",
        version: Composition.version,
        subcommands: [
            ServeCommand.self, MCPCommand.self, StatusCommand.self, TaskCommand.self, AgentCommand.self,
            RouteCommand.self, GoalCommand.self, GraphCommand.self, EventCommand.self, PatternCommand.self,
            AuditCommand.self, TokenCommand.self, ToolCommand.self, ImportCommand.self, ExportCommand.self,
            DatabaseCommand.self, DoctorCommand.self,
            DemoCommand.self, DemoAgentCommand.self,
            BenchCommand.self, ReferenceCommand.self,
        ]
    )

    /// Runs the command that was named, and ends the process with its exit code.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            guard !CommandFailure.tellsUsage(error, of: Self.self) else { exit(withError: ExitCode.validationFailure) }
            exit(withError: error)
        }
    }
}
