internal import AthenaCore
internal import AthenaMCP
internal import Hummingbird

/// Finds out from a request's headers who sends it.
struct HTTPGatekeeper: Sendable {
    let authenticator: Authenticator
    let defaultProject: String
    let metrics: MetricBook

    /// Somebody known, or the answer to somebody unknown.
    enum Decision: Sendable {
        case admit(Identity)
        case refuse(Response)
    }

    /// Decides about one request; tokens count in the `Authorization` header only.
    func decide(_ request: Request, _ fields: AthenaMCP.HTTPFields) async -> Decision {
        let token = fields.single("authorization").flatMap(Self.bearerToken)
        do {
            let credential = try await authenticator.credential(of: token ?? "")
            return .admit(try identity(credential, request))
        } catch let error as AthenaError {
            metrics.add(to: .refusals, error.code.rawValue)
            return .refuse(Response(error, tokenWasGiven: fields.contains("authorization")))
        } catch {
            let failure = AthenaError(.unavailable, "The token could not be checked now.", next: "Try again soon.")
            return .refuse(Response(failure))
        }
    }

    private func identity(_ credential: Credential, _ request: Request) throws(AthenaError) -> Identity {
        var wish = IdentityWish()
        if request.uri.query != nil, let word = request.uri.queryParameters["toolset"] {
            wish.shelf = try OperationShelf(checking: String(word))
        }
        return try .token(credential, wish, defaultProject: defaultProject)
    }

    private static func bearerToken(_ header: String) -> String? {
        guard let space = header.utf8.firstIndex(of: UInt8(ascii: " ")),
            header.utf8[..<space].elementsEqual("bearer".utf8, by: { $0 | 0x20 == $1 })
        else { return nil }
        return String(header[header.utf8.index(after: space)...])
    }
}
