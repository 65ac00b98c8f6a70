package import AthenaCore

extension SQLTransaction {
    /// The most bytes of an error message that an event keeps.
    private static var errorMessageBytes: Int { 200 }

    package func eventHead(in project: Project.ID) throws -> EventHead { try writer.log.head(of: project) }

    @discardableResult
    package func append(_ event: NewEvent, to project: Project.ID, at now: Moment) throws -> Int64 {
        let head = try writer.log.head(of: project)
        var content = event
        content.facts.errorMessage = event.facts.errorMessage?.cut(toBytes: Self.errorMessageBytes)
        let sequence = head.sequence + 1
        let at = max(head.at, now.wall)
        let digest = content.facts.errorMessage.map { EventChain.digest(of: $0) }
        let canonical = EventChain.canonical(
            project: try names.projectName(project),
            sequence: sequence,
            at: at,
            content: content,
            errorDigest: digest
        )
        let hash = EventChain.hash(previous: head.hash, canonical: canonical)
        let stored = Event(sequence: sequence, at: at, content: content, errorDigest: digest, hash: hash)
        try writer.write(EventRow.insert, EventRow.values(stored, in: project))
        writer.log.advance(project, to: EventHead(sequence: sequence, hash: hash, at: at))
        return sequence
    }

    package func blankErrors(of task: AgentTask.ID, in project: Project.ID) throws {
        let ids = EventRow.ids(of: project)
        try writer.write(
            """
            UPDATE episodic_events SET error_message = NULL
              WHERE task_id = $1 AND id > $2 AND id <= $3 AND error_message IS NOT NULL
            """,
            [.integer(task.rawValue), .integer(ids.lowerBound), .integer(ids.upperBound)]
        )
    }
}
