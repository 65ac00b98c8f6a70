internal import AthenaCore
internal import AthenaJSON

/// The form of each kind of record; members that are not named are no fault, because a later Athena may write them.
enum ImportSchemas {
    static func schema(of kind: RecordKind) -> JSONSchema {
        switch kind {
        case .goal: goal
        case .agent: agent
        case .performance: performance
        case .task: task
        case .history: history
        case .entity: entity
        case .relation: relation
        }
    }

    private static let time = JSONSchema.integer(0...Int(TaskLimits.latestTime))
    private static let name = JSONSchema.string(1...TaskLimits.externalRef, maxBytes: TaskLimits.externalRef)
    private static let count = JSONSchema.integer(0...Int(Int64.max >> 1))
    private static let percent = JSONSchema.integer(0...100)
    private static let fence = JSONSchema.integer(0...(1 << 24) - 1)
    private static let end = JSONSchema.anyOf([
        .string(), .openObject([.required("task", name)]), .openObject([.required("goal", name)]),
    ])

    private static let goal = JSONSchema.openObject([
        .required("external_ref", name),
        .required("title", .string(1...TaskLimits.title, maxBytes: TaskLimits.title)),
        .optional("description", .string(maxBytes: TaskLimits.note)),
        .optional("parent", name),
        .optional("deadline", time),
        .optional("created_at", time),
    ])

    private static let agent = JSONSchema.openObject([
        .required("agent_id", .string()),
        .optional("skills", .array(of: skill, 0...HeldSkill.limit)),
        .optional("revoked_skills", Schemas.texts),
        .optional("max_concurrent", .integer(1...1_000)),
        .optional("status", .oneOf(Agent.Status.allCases.map(\.rawValue))),
        .optional("last_seen", time),
        .optional("registered_at", time),
        .optional("deregistered_at", time),
        .optional("recent_losses", .array(of: time, 0...16)),
        .optional("metadata", .openObject()),
        .optional("metadata_text", .string()),
    ])

    private static let skill = JSONSchema.openObject([
        .required("skill", .string()),
        .required("source", .oneOf(HeldSkill.Source.allCases.map(\.rawValue))),
        .optional("evidence", count),
    ])

    private static let performance = JSONSchema.openObject([
        .optional("agent_id", .string()),
        .required("scope", .string(1...100)),
        .required("successes", count),
        .required("failures", count),
        .required("total_ms", count),
        .required("success_weight", .number()),
        .required("failure_weight", .number()),
        .required("weighed_at", time),
        .required("durations", .string()),
    ])

    private static let task = JSONSchema.openObject(
        TaskFields.properties.filter { !tasksOwn.contains($0.name) } + pastFields + [
            .required("external_ref", name),
            .optional("title", .string()),
            .optional("content", .string(maxBytes: 1 << 20)),
            .optional("dependencies", .array(of: name, 0...TaskLimits.dependencies)),
            .optional("children", .array(of: name)),
            .optional("released_by", .array(of: name)),
            .optional("goal", name),
            .optional("metadata_text", .string()),
            .optional("result_text", .string()),
            .optional("status", .oneOf(TaskStatus.allCases.map(\.rawValue))),
            .optional("assigned_to", .string()),
            .optional("created_by", .string()),
            .optional("created_at", time),
            .optional("updated_at", time),
            .optional("ready_at", time),
            .optional("completed_at", time),
            .optional("traceparent", .string()),
            .optional("past", past),
        ]
    )

    /// Fields whose form here is not that of create_task.
    private static let tasksOwn: Set<String> = ["external_ref", "title", "content", "dependencies", "parent", "goal"]

    private static let past = JSONSchema.openObject([
        .optional("fence", fence),
        .optional("failures", .integer(0...TaskLimits.maxAttempts.upperBound)),
        .optional("progress", percent),
        .optional("granted_at", time),
        .optional("started_at", time),
    ])

    private static let history = JSONSchema.openObject([.required("task", name)] + pastFields)

    private static let entity = JSONSchema.openObject([
        .required("entity", .string()), .optional("created_at", time),
    ])

    private static let relation = JSONSchema.openObject([
        .required("from", end), .required("kind", .string()), .required("to", end), .optional("created_at", time),
    ])

    /// What a task and a history both hold.
    private static let pastFields: [JSONSchema.Property] = [
        .optional("attempts", .array(of: attempt)),
        .optional("notes", .array(of: note)),
    ]

    private static let attempt = JSONSchema.openObject([
        .required("fence", fence),
        .required("agent", .string()),
        .required("outcome", .oneOf(Attempt.Outcome.allCases.map(\.rawValue))),
        .required("granted_at", time),
        .optional("started_at", time),
        .required("ended_at", time),
        .optional("progress", percent),
        .optional("error", .string()),
        .optional("kind", .oneOf(FailureKind.allCases.map(\.rawValue))),
        .optional("result_text", .string()),
        .optional("metrics", .openObject()),
        .optional("metrics_text", .string()),
    ])

    private static let note = JSONSchema.openObject([
        .optional("number", .integer(1...Int(Int32.max))),
        .required("at", time),
        .required("kind", .oneOf(Note.Kind.allCases.map(\.rawValue))),
        .required("by", .string()),
        .required("text", .string()),
        .optional("fence", fence),
    ])
}
