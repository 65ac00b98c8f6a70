/// Who the credential says is calling, and for which project.
///
/// Identity comes from the transport alone; an argument may agree with it, never replace it.
package struct Caller: Sendable, Hashable {
    /// The stable name of the credential: `local`, or a token's id.
    package let principal: String
    /// The agent that the credential is bound to, if it is.
    package let boundAgent: Agent.ID?
    /// The project of this call.
    package let project: Project

    /// Makes the identity of one call.
    package init(principal: String, boundAgent: Agent.ID? = nil, project: Project) {
        self.principal = principal
        self.boundAgent = boundAgent
        self.project = project
    }

    /// The agent this call acts for: the bound one, or the one named by an unbound principal.
    ///
    /// - Throws: `not_permitted` when a bound credential names another agent, `invalid_argument` when nobody is named.
    package func acting(as named: Agent.ID?) throws(AthenaError) -> Agent.ID {
        switch (boundAgent, named) {
        case (let bound?, let named?) where bound != named:
            throw AthenaError(
                .notPermitted,
                "This credential is bound to agent \(bound) and cannot act for \(named).",
                next: "Leave agent_id out, or use a credential of \(named)."
            )
        case (let bound?, _): return bound
        case (nil, let named?): return named
        case (nil, nil):
            throw .invalid(
                "agent_id is missing and this credential is not bound to an agent.",
                next: "Name the agent with agent_id."
            )
        }
    }
}
