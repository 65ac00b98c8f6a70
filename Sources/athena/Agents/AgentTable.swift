internal import AthenaJSON

/// Agents as rows for people.
enum AgentTable {
    /// The rows of agents as get_agent_health lists them.
    static func lines(of agents: [JSON], on screen: Screen) -> [String] {
        var table = Table(columns: [
            .text("AGENT"), .text("STATUS"), .text("HEALTH"), .number("LOAD"), .number("SUCCESS"), .number("SCORE"),
            .flexible("SKILLS"),
        ])
        table.stateColumns = [1, 2]
        table.rows = agents.map { agent in
            [
                agent.cell("agent"), agent.cell("status"), agent.cell("health"),
                "\(agent.cell("load"))/\(agent.cell("max_concurrent"))", agent.percent("success_rate"),
                agent.cell("score"), agent.cell("skills"),
            ]
        }
        return table.lines(on: screen)
    }
}
