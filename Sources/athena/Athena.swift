internal import ArgumentParser

@main
struct Athena: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "athena", abstract: "A durable queue of work for AI agents.")
}
