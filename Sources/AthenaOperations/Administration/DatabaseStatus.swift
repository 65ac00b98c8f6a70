internal import AthenaCore
internal import AthenaJSON

/// Shows what the database holds.
package struct DatabaseStatus: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "database_status",
        "Counts and sizes: tasks, agents and events of the project, projects, and the store's files.",
        scope: .auditRead,
        toolset: nil,
        effect: .reads,
        input: [],
        output: .openObject()
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let report = try await context.orchestrator.databaseReport(as: context.caller)
        return OperationAnswer(report.json(showsDatabase: context.identity.mayChooseProject))
    }
}

extension DatabaseReport {
    private static let states: [(String, Tally.Counter)] = [
        ("blocked", .blocked), ("scheduled", .scheduled), ("ready", .ready), ("assigned", .assigned),
        ("running", .running), ("waiting", .waiting), ("completed", .completedNow), ("failed", .failedNow),
        ("cancelled", .cancelledNow),
    ]

    /// - Parameter showsDatabase: whether the caller may know of more than its project.
    fileprivate func json(showsDatabase: Bool) -> JSONObject {
        let counts = Self.states.map { ($0.0, tally[$0.1]) }
        var json: JSONObject = ["tasks": .integer(counts.reduce(0) { $0 + $1.1 })]
        json["states"] = .object(JSONObject(counts.map { ($0.0, JSON.integer($0.1)) }))
        json["agents"] = .integer(Int64(agents))
        json["events"] = .integer(head.sequence - anchor.sequence)
        json["first_event"] = .integer(anchor.sequence + 1)
        json["last_event"] = .integer(head.sequence)
        guard showsDatabase else { return json }
        json["projects"] = .integer(Int64(projects))
        if let store {
            json["location"] = .string(store.location)
            json["bytes"] = .integer(store.bytes)
            json["log_bytes"] = .integer(store.logBytes)
            json["commits"] = .integer(Int64(store.commits))
            json["operations"] = .integer(Int64(store.operations))
        }
        return json
    }
}
