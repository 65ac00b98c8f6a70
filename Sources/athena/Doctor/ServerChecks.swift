internal import AthenaCore
internal import AthenaJSON
internal import AthenaServer

/// Checks that ask a running server.
struct ServerChecks {
    let session: Session
    let location: DatabaseLocation

    /// Every check in order.
    func findings() async -> [Finding] {
        var findings = [build]
        findings.append(await checking("tools") { try await tools() })
        findings.append(await checking("token") { try await token() })
        findings.append(await checking("event log") { try await chain() })
        findings.append(await checking("clock") { try await clock() })
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

    private func token() async throws -> Finding {
        let known = try await session.call("token_list")["tokens"]?.arrayValue ?? []
        return TokenCheck(path: location.token, known: known, now: session.now).finding()
    }

    /// Whether the clock has been set back behind what happened already; event times would stand still until then.
    private func clock() async throws -> Finding {
        let last = try await session.call("database_status")["last_event"]?.integerValue ?? 0
        let page = try await session.call("query_events", ["after": .integer(max(last - 1, 0)), "limit": 1])
        let ahead = (page["events"]?[0]?["at"]?.integerValue ?? 0) - session.now
        guard ahead > 2_000 else { return .ok("clock", "the newest event is in the past") }
        return .warn(
            "clock",
            "the newest event is \(Span.text(ahead)) in the future: the clock was set back",
            fix: "Set it by the network: timedatectl set-ntp true"
        )
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

    /// What is said where the server would do nothing about it.
    private static let sound: [(check: String, codes: Set<String>, text: String)] = [
        ("agents", ["no_agents", "losing_leases"], "none lets its leases run out for want of a heartbeat"),
        ("skills", ["no_route"], "every ready task has an agent that can do it"),
    ]

    /// Agents that are silent, skills that nobody has, and whatever else the server would do something about.
    private func advice() async -> [Finding] {
        do {
            let answer = try await session.call("get_recommendations", ["limit": 20])
            let found = answer["recommendations"]?.arrayValue ?? []
            let codes = Set(found.map { $0.cell("code") })
            return Self.sound.filter { codes.isDisjoint(with: $0.codes) }.map { Finding.ok($0.check, $0.text) }
                + found.map { item in
                    let check = Self.sound.first { $0.codes.contains(item.cell("code")) }?.check ?? item.cell("code")
                    return Finding.warn(
                        check,
                        item.cell("evidence"),
                        fix: FleetView.command(for: item["call"] ?? .null)
                    )
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
