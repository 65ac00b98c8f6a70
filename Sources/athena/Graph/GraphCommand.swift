internal import ArgumentParser

/// `athena graph`: what is connected with what.
struct GraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Look into the graph of tasks, agents, skills and goals, and add to it.",
        subcommands: [
            GraphNeighborsCommand.self, GraphPathCommand.self, GraphSearchCommand.self, GraphAddCommand.self,
        ]
    )
}
