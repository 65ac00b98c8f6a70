extension Schema {
    /// Where in the order of ids a project has tasks, in blocks of 256.
    ///
    /// A list of a small project then reads its own blocks rather than every task of the database, and a create pays for
    /// it once in 256 times. An index by project would cost every create a page.
    static let blockTables: [SQLText] = [
        """
        CREATE TABLE task_blocks(
          owner INTEGER NOT NULL,
          block INTEGER NOT NULL,
          PRIMARY KEY(owner, block)
        ) STRICT, WITHOUT ROWID
        """,
        "INSERT INTO task_blocks(owner, block) SELECT DISTINCT project, id >> 8 FROM tasks",
    ]

    /// The index by agent holds every event in which a lease ended, also where that was neither a success nor a failure.
    static let endedLeases: [SQLText] = [
        "DROP INDEX episodic_events_assignee",
        """
        CREATE INDEX episodic_events_assignee ON episodic_events(id >> 8, assigned_to)
          WHERE success IS NOT NULL OR kind = 'task.released' OR kind = 'task.asked'
            OR kind = 'task.lost' OR kind = 'task.cancelled'
        """,
    ]

    /// Failed tasks that were brought back, so that a task which failed and then succeeded is one success.
    static let revivedTally: [SQLText] = ["ALTER TABLE tallies ADD COLUMN revived INTEGER NOT NULL DEFAULT 0"]
}
