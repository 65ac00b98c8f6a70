internal import ArgumentParser
internal import AthenaCore
internal import AthenaServer
internal import Foundation

/// `athena mcp`: speaks MCP on standard input and output, for the client that started it.
struct MCPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp",
        abstract: "Speak MCP on standard input and output; starts the server in the background if there is none."
    )

    @OptionGroup var server: ServerOptions

    @Option(help: "The agent that every call acts for; then agent_id may be left out of calls.")
    var agent: String?

    @Option(help: "The tools to show: worker, standard or full. Default: standard.")
    var toolset: String?

    func run() async throws {
        Machine.hardenProcess()
        try await CommandFailure.reporting {
            let shelf = try toolset.map { try OperationShelf(checking: $0) } ?? .standard
            let agent = try agent.map { try Agent.ID(checking: $0) }
            let connector = try server.connector(shelf: shelf, agent: agent)
            let connection = try await BytePump.connecting(connector)
            let pump = try BytePump(
                input: Descriptor(owning: FileHandle.standardInput.fileDescriptor),
                output: Descriptor(owning: FileHandle.standardOutput.fileDescriptor),
                stream: connection
            )
            switch await pump.run() {
            case .inputEnded, .outputClosed: return
            case .unanswered(let count):
                throw AthenaError(
                    .unavailable,
                    "The server did not answer \(count == 1 ? "1 request" : "\(count) requests"); "
                        + "whether they were carried out is unknown.",
                    next: "Look at the state first, or call again with the same idempotency_key."
                )
            case .serverLeft:
                throw AthenaError(
                    .unavailable,
                    "The server has ended.",
                    next: "Start this client again; the server starts with it."
                )
            }
        }
    }
}
