package import AthenaCore
package import AthenaJSON

/// Every operation, in the fixed order in which they are listed.
///
/// Transports show `declarations(in:scopes:)` and pass calls to `perform`, which checks scope, project and arguments,
/// and turns every failure into an `AthenaError`; it never throws anything else.
package struct OperationCatalog: Sendable {
    private let operations: [any Operation]
    private let byName: [String: any Operation]

    /// Makes a catalog; names must be unique.
    package init(_ operations: [any Operation]) {
        self.operations = operations
        byName = Dictionary(operations.map { ($0.declaration.name, $0) }) { first, _ in first }
    }

    /// What a caller with these scopes sees in a toolset.
    package func declarations(in toolset: Toolset, scopes: Set<Scope>) -> [OperationDeclaration] {
        operations.map(\.declaration).filter { declaration in
            guard let smallest = declaration.toolset else { return false }
            return smallest <= toolset && scopes.contains(declaration.scope)
        }
    }

    /// Every declaration, those of the command line included.
    package var declarations: [OperationDeclaration] { operations.map(\.declaration) }

    /// One declaration.
    package func declaration(named name: String) -> OperationDeclaration? { byName[name]?.declaration }

    /// Performs a call.
    ///
    /// - Parameters:
    ///   - arguments: as they came.
    ///   - callP95Ms: how long calls take of late, for the health of the queue.
    /// - Throws: `AthenaError`, `not_permitted` and `invalid_argument` before anything is looked at.
    package func perform(
        _ name: String,
        _ arguments: JSONObject,
        as identity: CallIdentity,
        in orchestrator: Orchestrator,
        trace: String? = nil,
        callP95Ms: @escaping @Sendable () -> Double? = { nil }
    ) async throws -> OperationAnswer {
        guard let operation = byName[name] else { throw AthenaError.notFound("operation \(name.quotedForMessage)") }
        let declaration = operation.declaration
        var arguments = arguments
        try Self.require(declaration.scope(of: arguments), of: identity, for: name)
        let project = try Self.takeProject(from: &arguments, for: identity)
        try Self.check(arguments, against: declaration)
        let caller = Caller(
            principal: identity.principal,
            boundAgent: identity.agent,
            project: try await orchestrator.project(named: project, isMade: false)
        )
        try await orchestrator.refuseQuarantined(caller)
        let context = CallContext(
            identity: identity,
            caller: caller,
            orchestrator: orchestrator,
            trace: trace,
            callP95Ms: callP95Ms
        )
        return try await operation.call(Arguments(arguments), context)
    }

    private static func require(_ scope: Scope, of identity: CallIdentity, for name: String) throws {
        guard !identity.scopes.contains(scope) else { return }
        throw AthenaError(
            .notPermitted,
            "\(name) needs the scope \(scope.rawValue), which this credential does not have.",
            next: "Use a credential with that scope.",
            details: ["scope": .string(scope.rawValue)]
        )
    }

    /// Every operation accepts `project`, so that it costs no tokens in every definition.
    private static func takeProject(from arguments: inout JSONObject, for identity: CallIdentity) throws -> String {
        guard let given = arguments["project"] else { return identity.project }
        arguments["project"] = nil
        guard let name = given.stringValue else { throw AthenaError.invalid("project is not a text.") }
        guard name == identity.project || identity.mayChooseProject else {
            throw AthenaError(
                .notPermitted,
                "This credential opens project \(identity.project) only.",
                next: "Leave project out, or use a credential of \(name.quotedForMessage)."
            )
        }
        return name
    }

    private static func check(_ arguments: JSONObject, against declaration: OperationDeclaration) throws {
        let json = JSON.object(arguments)
        guard !json.containsNUL else {
            throw AthenaError.invalid(
                "A text contains the character U+0000, which cannot be stored.",
                next: "Remove it and call again."
            )
        }
        let found = declaration.input.violations(of: json, limit: 3)
        // A text with too many characters has too many bytes as well, which is what is counted and told.
        let tooLarge = Set(found.filter { $0.keyword == "maxBytes" }.map(\.path))
        let violations = found.filter { $0.keyword != "maxLength" || !tooLarge.contains($0.path) }
        guard let first = violations.first else { return }
        let others = violations.dropFirst().map { " Also: \($0.message)." }.joined()
        let isTooLarge = first.keyword == "maxBytes"
        throw AthenaError(
            isTooLarge ? .tooLarge : .invalidArgument,
            "\(declaration.name): \(first.message).\(others)",
            next: isTooLarge
                ? "Put larger output in a file or at a URL, and name it instead."
                : "Correct the arguments and call again."
        )
    }
}
