internal import ArgumentParser
internal import AthenaJSON

/// `athena token revoke`: ends a token at once.
struct TokenRevokeCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: "End a token at once.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "The token's id, as athena token list shows it.")
    var token: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.call("token_revoke", ["id": .string(token)])
        return Report(answer, next: "athena token list", "\(token) is revoked.")
    }
}
