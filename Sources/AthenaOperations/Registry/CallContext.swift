package import AthenaCore

/// Who calls an operation, as a transport established it.
package struct CallIdentity: Sendable, Hashable {
    /// The stable name of the credential.
    package let principal: String
    /// The agent it is bound to.
    package let agent: Agent.ID?
    /// The project of calls that name none.
    package let project: String
    /// Whether a call may name another project.
    package let mayChooseProject: Bool
    /// What it may do.
    package let scopes: Set<Scope>

    /// Describes a caller.
    package init(
        principal: String,
        agent: Agent.ID?,
        project: String,
        mayChooseProject: Bool,
        scopes: Set<Scope>
    ) {
        self.principal = principal
        self.agent = agent
        self.project = project
        self.mayChooseProject = mayChooseProject
        self.scopes = scopes
    }
}

/// Everything an operation has at hand beside its arguments.
package struct CallContext: Sendable {
    /// The credential behind the call.
    package let identity: CallIdentity
    /// Who calls, for which project.
    package let caller: Caller
    /// The use cases.
    package let orchestrator: Orchestrator
    /// How long calls take: milliseconds below which 95 % of the recent ones stay, or nil when there were none.
    package let callP95Ms: @Sendable () -> Double?
    /// A W3C traceparent that the call carries.
    package let trace: String?

    /// Gathers what an operation needs.
    package init(
        identity: CallIdentity,
        caller: Caller,
        orchestrator: Orchestrator,
        trace: String? = nil,
        callP95Ms: @escaping @Sendable () -> Double?
    ) {
        self.identity = identity
        self.caller = caller
        self.orchestrator = orchestrator
        self.trace = trace
        self.callP95Ms = callP95Ms
    }
}
