package import AthenaCore

extension SQLTransaction {
    package func addEdge(
        from dependent: AgentTask.ID,
        to dependency: AgentTask.ID,
        isChild: Bool,
        isSatisfied: Bool
    ) throws {
        try writer.write(
            """
            INSERT INTO dependencies(depends_on, task_id, is_child, is_satisfied) VALUES ($1, $2, $3, $4)
            """,
            [.integer(dependency.rawValue), .integer(dependent.rawValue), .flag(isChild), .flag(isSatisfied)]
        )
    }

    package func removeEdge(from dependent: AgentTask.ID, to dependency: AgentTask.ID) throws {
        try writer.write(
            "DELETE FROM dependencies WHERE depends_on = $1 AND task_id = $2",
            [.integer(dependency.rawValue), .integer(dependent.rawValue)]
        )
    }

    package func markEdge(
        from dependent: AgentTask.ID,
        to dependency: AgentTask.ID,
        isSatisfied: Bool
    ) throws {
        try writer.write(
            "UPDATE dependencies SET is_satisfied = $3 WHERE depends_on = $1 AND task_id = $2",
            [.integer(dependency.rawValue), .integer(dependent.rawValue), .flag(isSatisfied)]
        )
    }

    package func path(from start: AgentTask.ID, to target: AgentTask.ID, bound: Int) throws -> [AgentTask.ID]? {
        var cameFrom: [Int64: Int64] = [start.rawValue: start.rawValue]
        var open = [start.rawValue]
        var next = 0
        while next < open.count {
            let visited = open[next]
            next += 1
            if visited == target.rawValue { return Self.way(to: visited, cameFrom: cameFrom) }
            guard next <= bound else { throw Self.tooManySteps(bound) }
            for neighbour in try waitedFor(by: visited) where cameFrom[neighbour] == nil {
                cameFrom[neighbour] = visited
                open.append(neighbour)
            }
        }
        return nil
    }

    private func waitedFor(by task: Int64) throws -> [Int64] {
        try connection.all("SELECT depends_on FROM dependencies WHERE task_id = $1", [.integer(task)]) { $0.integer(0) }
    }

    private static func way(to end: Int64, cameFrom: [Int64: Int64]) -> [AgentTask.ID] {
        var way = [AgentTask.ID(rawValue: end)]
        var step = end
        while let before = cameFrom[step], before != step {
            way.append(AgentTask.ID(rawValue: before))
            step = before
        }
        return way.reversed()
    }

    private static func tooManySteps(_ bound: Int) -> AthenaError {
        AthenaError(
            .tooLarge,
            "More than \(bound) tasks stand behind this dependency, too many to check for a cycle.",
            next: "Depend on a task nearer to the start, or create a new task with these dependencies."
        )
    }
}
