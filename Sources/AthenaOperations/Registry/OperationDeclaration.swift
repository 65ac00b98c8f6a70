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
    /// The argument with which it does more than its scope and toolset promise.
    package let elevation: Elevation?
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

    /// An argument that makes a reading operation change something, and the scope that it takes.
    package struct Elevation: Sendable {
        /// The argument's name; it asks when it is there and is not false.
        package let argument: String
        /// What a credential must be allowed to do then.
        package let scope: Scope

        func isAsked(in arguments: JSONObject) -> Bool {
            guard let value = arguments[argument] else { return false }
            return !value.isNull && value.boolValue != false
        }
    }

    /// Declares an operation.
    package init(
        _ name: String,
        _ summary: String,
        scope: Scope,
        toolset: Toolset?,
        effect: Effect,
        elevation: Elevation? = nil,
        input: [JSONSchema.Property],
        output: JSONSchema
    ) {
        self.name = name
        self.summary = summary
        self.scope = scope
        self.toolset = toolset
        self.effect = effect
        self.elevation = elevation
        self.input = .object(input)
        self.output = output
    }
}

extension OperationDeclaration {
    /// The scope that a call with these arguments takes.
    func scope(of arguments: JSONObject) -> Scope {
        guard let elevation, elevation.isAsked(in: arguments) else { return scope }
        return elevation.scope
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
