internal import AthenaJSON

/// One look at queue and fleet.
struct FleetView {
    private static let shownAgents = 20
    private static let shownTasks = 10
    private static let counts = [
        "pending", "scheduled", "blocked", "assigned", "running", "waiting", "completed", "failed", "cancelled",
    ]

    let health: JSON
    let metrics: JSON
    let agents: JSON
    let running: JSON
    let advice: JSON

    /// Asks the server for everything that is shown.
    static func look(_ session: Session) async throws -> FleetView {
        let health = try await session.call("get_health")
        let metrics = try await session.call("get_queue_metrics")
        let agents = try await session.call("get_agent_health", ["limit": .integer(Int64(shownAgents))])
        let running = try await session.call(
            "query_tasks",
            [
                "status": ["assigned", "running", "waiting"], "sort": "oldest", "fields": "full",
                "limit": .integer(Int64(shownTasks)),
            ]
        )
        let advice = try await session.call("get_recommendations")
        return FleetView(health: health, metrics: metrics, agents: agents, running: running, advice: advice)
    }

    /// The look as a command shows it.
    var report: Report {
        let data: JSONObject = [
            "health": health["health"] ?? .null,
            "reasons": health["reasons"] ?? [],
            "metrics": metrics,
            "agents": agents["agents"] ?? [],
            "agents_total": agents["total"] ?? 0,
            "working_on": running["tasks"] ?? [],
            "recommendations": advice["recommendations"] ?? [],
        ]
        return Report(.object(data), next: next) { lines(on: $0) }
    }

    private var next: String? {
        guard let first = advice["recommendations"]?[0] else { return nil }
        return Self.command(for: first["call"] ?? .null)
    }

    private func lines(on screen: Screen) -> [String] {
        let word = health.cell("health")
        var lines = ["Health  " + screen.paint.apply(Paint.Meaning(state: word), to: SafeText.line(word))]
        lines += (health["reasons"]?.arrayValue ?? []).map { "        \(SafeText.line($0.cellText))" }
        let counted = Self.counts.compactMap { name in metrics[name].map { "\($0.cellText) \(name)" } }
        lines.append("Tasks   " + (counted.isEmpty ? "none" : counted.joined(separator: ", ")))
        lines.append("Times   " + times)
        lines += section("Agents", AgentTable.lines(of: agents["agents"]?.arrayValue ?? [], on: screen), screen)
        lines += section("Working on", TaskTable.lines(of: running["tasks"]?.arrayValue ?? [], on: screen), screen)
        lines += section("What to do", advised, screen)
        return lines
    }

    private var times: String {
        let parts = [
            ("success", metrics.percent("success_rate")), ("mean wait", metrics.span("mean_wait_ms")),
            ("mean run", metrics.span("mean_run_ms")), ("oldest ready", metrics.span("oldest_ready_ms")),
        ]
        let shown = parts.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1)" }
        return shown.isEmpty ? "nothing has ended yet" : shown.joined(separator: ", ")
    }

    private var advised: [String] {
        (advice["recommendations"]?.arrayValue ?? []).map { item in
            let call = Self.command(for: item["call"] ?? .null)
            return SafeText.line("\(item.cell("urgency")): \(item.cell("evidence")) -> \(call)")
        }
    }

    /// The command line that makes a recommended call.
    static func command(for call: JSON) -> String {
        "athena tool \(call.cell("tool")) --args \(ShellText.quoted((call["arguments"] ?? [:]).text))"
    }

    private func section(_ title: String, _ lines: [String], _ screen: Screen) -> [String] {
        lines.isEmpty ? [] : ["", screen.paint.apply(.heading, to: title)] + lines.map { "  \($0)" }
    }
}
