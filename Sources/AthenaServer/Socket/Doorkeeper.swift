package import AthenaCore
internal import AthenaJSON

/// Decides what becomes of a client from its hello and from what the system says of it.
package struct Doorkeeper: Sendable {
    /// What becomes of a client.
    package enum Decision: Sendable {
        /// It may speak as this identity; with a token, the credential's public part says what ends it.
        case admit(Identity, key: String?)
        /// It may not.
        case refuse(AthenaError)
        /// This server ends so that the client, or a server of the client's version, can take its place.
        case replaceMe
    }

    private let version: WireVersion
    private let userID: UInt32
    private let isReplaceable: Bool
    private let defaultProject: String
    private let credential: @Sendable (String) async throws -> Credential

    /// Decides for a server of one version.
    ///
    /// - Parameters:
    ///   - userID: the user whose processes need no token.
    ///   - isReplaceable: whether the server was started on demand and may end for another version.
    ///   - credential: finds out whose a token is.
    package init(
        version: WireVersion,
        userID: UInt32 = Machine.userID,
        isReplaceable: Bool,
        defaultProject: String,
        credential: @escaping @Sendable (String) async throws -> Credential
    ) {
        self.version = version
        self.userID = userID
        self.isReplaceable = isReplaceable
        self.defaultProject = defaultProject
        self.credential = credential
    }

    /// Decides about one client.
    ///
    /// - Parameter peer: the user at the other end, as the system says; nil where it cannot say.
    package func decide(_ hello: ClientHello, peer: UInt32?) async -> Decision {
        do {
            let decision = try await identify(hello, peer: peer)
            guard hello.version.protocolNumber == version.protocolNumber else {
                return isReplaceable ? .replaceMe : .refuse(versionRefusal(hello.version))
            }
            guard hello.asksToReplace else { return decision }
            return isReplaceable ? .replaceMe : .refuse(servingAlready)
        } catch let error as AthenaError {
            return .refuse(error)
        } catch {
            return .refuse(
                AthenaError(.unavailable, "The token could not be checked now.", next: "Try again in a few seconds.")
            )
        }
    }

    private func identify(_ hello: ClientHello, peer: UInt32?) async throws -> Decision {
        if let token = hello.token {
            let credential = try await credential(token)
            let identity = try Identity.token(credential, hello.wish, defaultProject: defaultProject)
            return .admit(identity, key: credential.id)
        }
        guard let peer, peer == userID else {
            throw AthenaError(
                .unauthenticated,
                "This socket belongs to another user, who would need to give you a token.",
                next: "Set ATHENA_TOKEN to a token of this server, or start your own with --db."
            )
        }
        return .admit(try .local(hello.wish, defaultProject: defaultProject), key: nil)
    }

    private var servingAlready: AthenaError {
        AthenaError(
            .unavailable,
            "The database is served by process \(version.processID) already.",
            next: "Use that server, or end it first with: kill \(version.processID)"
        )
    }

    private func versionRefusal(_ other: WireVersion) -> AthenaError {
        AthenaError(
            .unavailable,
            "The server is build \(version.build) (protocol \(version.protocolNumber)), "
                + "this client is build \(other.build) (protocol \(other.protocolNumber)).",
            next: "Install the same build for both, and restart the server (process \(version.processID)).",
            details: [
                "server_protocol": .integer(version.protocolNumber),
                "client_protocol": .integer(other.protocolNumber),
            ]
        )
    }
}
