internal import AthenaJSON

/// The names under which a second import knows again what its creator gave no name.
///
/// Such a name is made of what never changes about a thing, so that the `t1` of two databases stay two tasks.
package enum ExportName {
    private static let prefix = "athena:"

    /// The name of a task or goal without one of its own.
    package static func made(id: String, createdAt: Int64?, createdBy: String? = nil) -> String {
        let facts: JSON = [
            .string(id), createdAt.map { .integer($0) } ?? .null, createdBy.map { .string($0) } ?? .null,
        ]
        return "\(prefix)\(id):\(EventChain.digest(of: facts.text).prefix(16))"
    }

    /// The id for which a name was made; nil for a name that its creator gave.
    package static func id(in name: String) -> String? {
        guard name.hasPrefix(prefix) else { return nil }
        return name.dropFirst(prefix.count).split(separator: ":", omittingEmptySubsequences: false).first.map(
            String.init
        )
    }
}

extension InterchangeReading where Self: GoalReading & TaskReading {
    /// The task of this name: its own, or the one that an export makes for it.
    func task(named name: String, in project: Project.ID) throws -> AgentTask.ID? {
        if let id = try task(externalRef: name, in: project) { return id }
        guard let id = ExportName.id(in: name).flatMap(AgentTask.ID.init(parsing:)),
            let task = try task(id, in: project), let body = try body(of: id), body.externalRef == nil,
            ExportName.made(id: id.description, createdAt: task.createdAt, createdBy: body.createdBy) == name
        else { return nil }
        return id
    }

    /// The goal of this name: its own, or the one that an export makes for it.
    func goal(named name: String, in project: Project.ID) throws -> Goal.ID? {
        if let id = try goal(externalRef: name, in: project) { return id }
        guard let id = ExportName.id(in: name).flatMap(Goal.ID.init(parsing:)), let goal = try goal(id, in: project),
            goal.externalRef == nil, ExportName.made(id: id.description, createdAt: goal.createdAt) == name
        else { return nil }
        return id
    }
}
