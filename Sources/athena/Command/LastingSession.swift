internal import AthenaServer

/// A conversation that outlives its server: when the connection has ended it is begun anew.
struct LastingSession {
    /// How many servers in a row may end over one question.
    private static let patience = 5

    private let options: ServerOptions
    private var session: Session

    /// Connects, starting a server where there is none.
    init(_ options: ServerOptions) async throws {
        self.options = options
        session = try await Session(options)
    }

    /// Asks a question that changes nothing, and asks the next server if one ended in the middle of it.
    mutating func ask<Answer>(_ question: (Session) async throws -> Answer) async throws -> Answer {
        for _ in 0..<Self.patience {
            do {
                return try await question(session)
            } catch  where session.client.hasEnded {
                session = try await Session(options)
            }
        }
        return try await question(session)
    }

    /// Ends the conversation.
    func close() { session.close() }
}
