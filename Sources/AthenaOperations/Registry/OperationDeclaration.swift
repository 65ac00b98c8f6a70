package import AthenaCore
package import AthenaJSON

/// What an operation is: everything a surface shows before anybody calls it.
package struct OperationDeclaration: Sendable {
    /// At most 32 characters of `a-z_`; the tool's name and the command line's.
    package let name: String
    /// At most 300 characters, the keywords first.
    package let summary: String
    /// What a credential must be allowed to do.
    package let scope: Scope
    /// The smallest toolset that contains it; nil for what only the command line may call.
    package let toolset: Toolset?
    package let effect: Effect
    /// The arguments, an object without unknown keys.
    package let input: JSONSchema
    /// The answer, an object.
    package let output: JSONSchema

    /// What a call may do, for the hints that clients show.
    package enum Effect: String, Sendable, CaseIterable {
        /// Changes nothing.
        case reads
        /// Changes something, anew each time.
        case changes
        /// Changes something; the same call again changes nothing more.
        case settles
        /// Ends or removes something; the same call again changes nothing more.
        case removes
    }

    /// Declares an operation.
    package init(
        _ name: String,
        _ summary: String,
        scope: Scope,
        toolset: Toolset?,
        effect: Effect,
        input: [JSONSchema.Property],
        output: JSONSchema
    ) {
        self.name = name
        self.summary = summary
        self.scope = scope
        self.toolset = toolset
        self.effect = effect
        self.input = .object(input)
        self.output = output
    }
}

/// The sets of tools a client can be shown, each containing the ones before it.
package enum Toolset: String, Sendable, CaseIterable, Comparable {
    case worker, standard, full

    package static func < (left: Toolset, right: Toolset) -> Bool {
        left.order < right.order
    }

    private var order: Int {
        switch self {
        case .worker: 0
        case .standard: 1
        case .full: 2
        }
    }
}
