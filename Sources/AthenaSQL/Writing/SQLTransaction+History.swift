package import AthenaCore

extension SQLTransaction {
    package func record(_ attempt: Attempt, in project: Project.ID) throws {
        guard let agent = try names.agentKey(attempt.agent, in: project) else {
            throw AthenaError.unregistered(attempt.agent)
        }
        try writer.write(
            """
            INSERT INTO attempts(id, agent, granted_at, started_at, ended_at, outcome, progress, error, kind, result,
              metrics, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            [
                .integer(try AttemptRow.id(of: attempt.task, fence: attempt.fence)), .integer(agent),
                .integer(attempt.grantedAt),
                .integer(attempt.startedAt), .integer(attempt.endedAt), .text(attempt.outcome.rawValue),
                .integer(attempt.progress), .text(attempt.error), .text(attempt.kind?.rawValue), .text(attempt.result),
                .text(attempt.metrics), .text(attempt.answer),
            ]
        )
    }

    package func keepAnswer(_ answer: String, of id: AgentTask.ID, fence: Int64) throws {
        try writer.write(
            "UPDATE attempts SET answer = $2 WHERE id = $1",
            [.integer(try AttemptRow.id(of: id, fence: fence)), .text(answer)]
        )
    }

    package func add(_ note: Note, to id: AgentTask.ID) throws {
        try writer.write(
            """
            INSERT INTO notes(task_id, number, at, kind, author, fence, content) VALUES ($1,
              (SELECT COALESCE(MAX(number), 0) + 1 FROM notes WHERE task_id = $1), $2, $3, $4, $5, $6)
            """,
            [
                .integer(id.rawValue), .integer(note.at), .text(note.kind.rawValue), .text(note.author),
                .integer(note.fence), .text(note.text),
            ]
        )
    }
}
