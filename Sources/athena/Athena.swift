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
}
