internal import AthenaCore
internal import AthenaJSON

/// Shows which skills are missing.
package struct GetCoverage: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "get_coverage",
        "Skill coverage: how many agents there are, and for each skill how many hold it and how many ready tasks need it, "
            + "gaps first.",
        scope: .tasksRead,
        toolset: .full,
        effect: .reads,
        input: [],
        output: .openObject([.required("agents", .integer()), .required("skills", .array(of: .openObject()))])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        OperationAnswer(try await context.orchestrator.coverage(as: context.caller).json)
    }
}

extension CoverageReport {
    private static let listedSkills = 200
    private static let listedSets = 20

    /// What is scattered comes first: it is little, and nothing else says it.
    fileprivate var json: JSONObject {
        var json: JSONObject = ["agents": .integer(Int64(agents))]
        let sets = scattered.prefix(Self.listedSets).map { lane -> JSON in
            [
                "requirements": .array(lane.requirements.map { .string($0.rawValue) }),
                "tasks": .integer(Int64(lane.count)),
            ]
        }
        let scatteredShown = AnswerLimit.fitting(sets, in: AnswerLimit.bytes / 3)
        if !sets.isEmpty { json["scattered"] = .array(Array(sets.prefix(scatteredShown))) }
        let shown = json.fitting(skills.prefix(Self.listedSkills).map { .object($0.json) })
        json["skills"] = .array(shown)
        if shown.count < skills.count { json["skills_count"] = .integer(Int64(skills.count)) }
        return json
    }
}

extension Coverage.Demand {
    fileprivate var json: JSONObject {
        [
            "skill": .string(skill.rawValue), "agents": .integer(Int64(holders)), "tasks": .integer(Int64(tasks)),
        ]
    }
}
