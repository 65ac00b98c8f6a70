extension Schema {
    /// The event log and the running totals.
    ///
    /// The primary key of an event is `project * 2^40 + sequence`, so the gap-free order needs no second index. The
    /// indexes are as narrow as they can be, because each costs a page at every commit: all events of a task, those of a
    /// failure by state, those in which a lease ended by agent, and the few that are no transition of a task by kind. The
    /// index by agent is cut into blocks of 256 events: else every agent would have a page of its own to write to, and a
    /// commit in which four agents end a lease would write four of them.
    static let eventTables: [SQLText] = [
        """
        CREATE TABLE episodic_events(
          id INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          kind TEXT NOT NULL,
          actor TEXT NOT NULL,
          subject TEXT,
          data TEXT,
          hash BLOB NOT NULL,
          task_id INTEGER,
          task_type TEXT,
          task_status TEXT,
          priority INTEGER,
          assigned_to TEXT,
          requirements TEXT,
          dependencies TEXT,
          attempt INTEGER,
          fence INTEGER,
          retry_count INTEGER,
          started_at INTEGER,
          completed_at INTEGER,
          estimated_duration_ms INTEGER,
          execution_duration_ms INTEGER,
          success INTEGER,
          error_message TEXT,
          error_digest TEXT,
          result_ref TEXT
        ) STRICT
        """,
        "CREATE INDEX episodic_events_task ON episodic_events(task_id) WHERE task_id IS NOT NULL",
        "CREATE INDEX episodic_events_status ON episodic_events(task_status) WHERE success = 0",
        "CREATE INDEX episodic_events_assignee ON episodic_events(id >> 8, assigned_to) WHERE success IS NOT NULL",
        "CREATE INDEX episodic_events_other ON episodic_events(kind) WHERE kind < 'task.' OR kind >= 'task/'",
        """
        CREATE TABLE event_anchors(
          project INTEGER PRIMARY KEY,
          sequence INTEGER NOT NULL,
          hash BLOB NOT NULL,
          at INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE tallies(
          project INTEGER NOT NULL,
          minute INTEGER NOT NULL,
          blocked INTEGER NOT NULL,
          scheduled INTEGER NOT NULL,
          ready INTEGER NOT NULL,
          assigned INTEGER NOT NULL,
          running INTEGER NOT NULL,
          waiting INTEGER NOT NULL,
          completed_now INTEGER NOT NULL,
          failed_now INTEGER NOT NULL,
          cancelled_now INTEGER NOT NULL,
          created INTEGER NOT NULL,
          completed INTEGER NOT NULL,
          failed INTEGER NOT NULL,
          cancelled INTEGER NOT NULL,
          claims INTEGER NOT NULL,
          attempts_failed INTEGER NOT NULL,
          lost INTEGER NOT NULL,
          released INTEGER NOT NULL,
          retried INTEGER NOT NULL,
          wait_ms INTEGER NOT NULL,
          run_ms INTEGER NOT NULL,
          routed INTEGER NOT NULL,
          unrouted INTEGER NOT NULL,
          PRIMARY KEY(project, minute)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
