internal import AthenaCore
internal import AthenaJSON

/// Shows agents, their skills and how well they do.
package struct GetAgentHealth: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "get_agent_health",
        "Show one agent: skills, load, outcomes, score, health and why. Without agent_id list all agents, their total and "
            + "how many hold each skill.",
        scope: .tasksRead,
        toolset: .standard,
        effect: .reads,
        input: [
            .optional("agent_id", Schemas.agentID),
            .optional("limit", Schemas.limit(1...100, 50)),
            .optional("cursor", Schemas.cursor),
        ],
        output: .openObject()
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        if let agent = try arguments.agent() {
            return OperationAnswer(try await context.orchestrator.agentReport(agent, as: context.caller).json)
        }
        let cursor = PageCursor(declaration.name, arguments, in: context.caller.project)
        let after = try cursor.word(in: arguments).map { try Agent.ID(checking: $0) }
        let page = try await context.orchestrator.agentReports(
            after: after,
            limit: arguments.limit(default: 50),
            as: context.caller
        )
        var json: JSONObject = ["total": .integer(Int64(page.total))]
        if after == nil { json["skills"] = Self.json(of: page.holders) }
        json.list("agents", page.reports.map(\.listJSON), hasMore: page.next != nil) { last in
            cursor.text(behind: [.string(page.reports[last].agent.id.rawValue)])
        }
        return OperationAnswer(json)
    }

    /// The skills that most agents hold; get_coverage knows of all.
    private static func json(of holders: [AgentPage.Holders]) -> JSON {
        .object(JSONObject(holders.prefix(100).map { ($0.skill.rawValue, .integer(Int64($0.count))) }))
    }
}
