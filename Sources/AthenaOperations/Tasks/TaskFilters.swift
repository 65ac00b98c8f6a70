internal import AthenaCore
internal import AthenaJSON

/// The filters by which tasks are found.
enum TaskFilters {
    /// The schema's properties.
    static let properties: [JSONSchema.Property] = [
        .optional("status", .array(of: Schemas.status)),
        .optional("agent_id", Schemas.agentID),
        .optional("type", .string()),
        .optional("priority", Schemas.priority),
        .optional("requirement", .string()),
        .optional("label", .string()),
        .optional("goal", .string()),
        .optional("parent", Schemas.taskID),
        .optional("created_after", Schemas.explainedTime),
        .optional("created_before", Schemas.time),
    ]

    /// Reads the filters and the order.
    static func query(_ arguments: Arguments, in project: Project.ID) throws -> TaskQuery {
        var query = TaskQuery(project: project)
        query.statuses = try arguments.statuses("status").flatMap { $0.isEmpty ? nil : Array(Set($0)) }
        query.agent = try arguments.agent()
        query.type = try TaskFields.type(arguments.text("type"))
        query.priority = arguments.priority()
        query.requirement = try arguments.text("requirement").map { try Skill(checking: $0) }
        query.label = arguments.text("label")
        query.goal = try arguments.goal("goal")
        query.parent = try arguments.task("parent")
        query.createdAfter = try arguments.time("created_after")
        query.createdBefore = try arguments.time("created_before")
        query.sort = arguments.text("sort").flatMap(TaskQuery.Sort.init(rawValue:)) ?? .newest
        return query
    }
}
