internal import AthenaCore
internal import AthenaJSON
internal import AthenaServer

/// Checks that ask a running server.
struct ServerChecks {
    let session: Session

    /// Every check in order.
    func findings() async -> [Finding] {
        var findings = [build]
        findings.append(await checking("tools") { try await tools() })
        findings.append(await checking("event log") { try await chain() })
        findings.append(await checking("queue") { try await health() })
        findings += await advice()
        return findings
    }

    private var build: Finding {
        let server = session.client.server.version
        guard server.build == Composition.version else {
            return .warn(
                "server",
                "the server is athena \(server.build), this is \(Composition.version)",
                fix: "Restart the server: kill \(server.processID)"
            )
        }
        return .ok("server", "athena \(server.build), process id \(server.processID)")
    }

    /// A real round trip, the way an MCP client begins.
    private func tools() async throws -> Finding {
        let answer = try await session.client.request("tools/list")
        let count = answer["tools"]?.arrayValue?.count ?? 0
        guard count > 0 else {
            return .fail("tools", "the server lists no tools", fix: "Look into the server's log: athena db path --json")
        }
        return .ok("tools", "the server lists \(count) tools")
    }

    private func chain() async throws -> Finding {
        let answer = try await session.call("verify_audit")
        guard answer["intact"]?.boolValue == true else {
            return .fail("event log", "it does not fit its hashes", fix: "athena audit verify")
        }
        return .ok("event log", "its hashes fit")
    }

    private func health() async throws -> Finding {
        let answer = try await session.call("get_health")
        let word = answer.cell("health")
        let reasons = (answer["reasons"]?.arrayValue ?? []).map(\.cellText).joined(separator: "; ")
        let text = reasons.isEmpty ? word : "\(word): \(reasons)"
        switch word {
        case "healthy", "idle": return .ok("queue", text)
        case "critical": return .fail("queue", text, fix: "athena status")
        default: return .warn("queue", text, fix: "athena status")
        }
    }

    /// Agents that are silent, skills that nobody has, and whatever else the server would do something about.
    private func advice() async -> [Finding] {
        do {
            let answer = try await session.call("get_recommendations", ["limit": 20])
            return (answer["recommendations"]?.arrayValue ?? []).map { item in
                .warn(item.cell("code"), item.cell("evidence"), fix: FleetView.command(for: item["call"] ?? .null))
            }
        } catch {
            return [failure("recommendations", error)]
        }
    }

    private func checking(_ name: String, _ check: () async throws -> Finding) async -> Finding {
        do {
            return try await check()
        } catch {
            return failure(name, error)
        }
    }

    private func failure(_ name: String, _ error: any Error) -> Finding {
        guard let error = error as? AthenaError else {
            return .fail(name, "\(error)", fix: "Look into the server's log: athena db path --json")
        }
        return .fail(name, error.message, fix: error.next)
    }
}
