extension Schema {
    /// The waits of parents for their children, so that what a cascade left over is found again after a restart.
    static let openChildren: [SQLText] = [
        """
        CREATE INDEX dependencies_open_children ON dependencies(task_id)
          WHERE is_child = 1 AND is_satisfied = 0
        """
    ]

    /// The index of tasks that stand aside from the queue holds the completed ones too: to list them, newest first, would
    /// otherwise mean to walk over everything that waits. Their state stands last, so that the condition of those who look
    /// for the other four is a part of the index's.
    static let completedTasks: [SQLText] = [
        "DROP INDEX tasks_aside",
        """
        CREATE INDEX tasks_aside ON tasks(project, status)
          WHERE status = 'blocked' OR status = 'waiting' OR status = 'failed' OR status = 'cancelled'
            OR status = 'completed'
        """,
    ]

    /// Tasks and what hangs on them.
    ///
    /// `tasks` is the hot row, written at every transition; long texts stand in `task_bodies`. `order_key` is kept once
    /// it is set, `ready_key` repeats it exactly while the task can be claimed. Legal states are checked by chains of OR:
    /// SQLite builds a throw-away tree at each statement for an IN of three or more constants. Partial indexes answer only
    /// queries that repeat their WHERE. The key of an attempt is `task * 2^24 + fence`: rows are then appended, which in a
    /// table of composite keys touches twice the pages.
    static let taskTables: [SQLText] = [
        """
        CREATE TABLE lanes(
          id INTEGER PRIMARY KEY,
          project INTEGER NOT NULL,
          type TEXT NOT NULL,
          requirements TEXT NOT NULL,
          UNIQUE(project, type, requirements)
        ) STRICT
        """,
        """
        CREATE TABLE lane_skills(
          skill TEXT NOT NULL,
          lane INTEGER NOT NULL,
          PRIMARY KEY(skill, lane)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX lane_skills_lane ON lane_skills(lane)",
        """
        CREATE TABLE tasks(
          id INTEGER PRIMARY KEY,
          project INTEGER NOT NULL,
          lane INTEGER NOT NULL,
          status TEXT NOT NULL CHECK(status = 'pending' OR status = 'running' OR status = 'completed'
            OR status = 'blocked' OR status = 'assigned' OR status = 'waiting' OR status = 'failed'
            OR status = 'cancelled'),
          priority INTEGER NOT NULL CHECK(priority >= 0 AND priority <= 3),
          title TEXT NOT NULL,
          order_key INTEGER,
          ready_key INTEGER CHECK(ready_key IS NULL OR status = 'pending'),
          unmet INTEGER NOT NULL CHECK(unmet >= 0),
          dependents INTEGER NOT NULL CHECK(dependents >= 0),
          fence INTEGER NOT NULL DEFAULT 0,
          failures INTEGER NOT NULL DEFAULT 0,
          max_attempts INTEGER NOT NULL,
          retry_delay_ms INTEGER,
          dependency_policy TEXT CHECK(dependency_policy IS NULL OR dependency_policy = 'cancel'
            OR dependency_policy = 'ignore'),
          assigned_to INTEGER,
          holder TEXT,
          lease_until INTEGER CHECK(lease_until IS NULL OR status = 'running' OR status = 'assigned'),
          lease_period_ms INTEGER,
          lease_seconds INTEGER NOT NULL,
          timer_at INTEGER,
          deadline INTEGER,
          estimated_ms INTEGER,
          progress INTEGER NOT NULL DEFAULT 0,
          parent INTEGER,
          goal INTEGER,
          avoids INTEGER,
          avoids_until INTEGER,
          prefers INTEGER,
          prefers_until INTEGER,
          created_at INTEGER NOT NULL,
          updated_at INTEGER NOT NULL,
          granted_at INTEGER,
          started_at INTEGER,
          completed_at INTEGER
        ) STRICT
        """,
        "CREATE INDEX tasks_ready ON tasks(project, lane, ready_key) WHERE ready_key IS NOT NULL",
        "CREATE INDEX tasks_lease ON tasks(lease_until, assigned_to) WHERE lease_until IS NOT NULL",
        "CREATE INDEX tasks_timer ON tasks(timer_at) WHERE timer_at IS NOT NULL AND status = 'pending'",
        "CREATE INDEX tasks_parent ON tasks(parent) WHERE parent IS NOT NULL",
        "CREATE INDEX tasks_goal ON tasks(goal) WHERE goal IS NOT NULL",
        """
        CREATE INDEX tasks_deadline ON tasks(project, deadline)
          WHERE deadline IS NOT NULL AND completed_at IS NULL
        """,
        """
        CREATE INDEX tasks_aside ON tasks(project, status)
          WHERE status = 'blocked' OR status = 'waiting' OR status = 'failed' OR status = 'cancelled'
        """,
        """
        CREATE INDEX tasks_cascade ON tasks(dependency_policy)
          WHERE dependency_policy = 'cancel' AND status = 'blocked'
        """,
        """
        CREATE TABLE task_bodies(
          task_id INTEGER PRIMARY KEY,
          project INTEGER NOT NULL,
          content TEXT NOT NULL,
          labels TEXT,
          metadata TEXT,
          external_ref TEXT,
          created_by TEXT NOT NULL,
          trace TEXT,
          imported_result TEXT
        ) STRICT
        """,
        """
        CREATE UNIQUE INDEX task_bodies_external_ref ON task_bodies(project, external_ref)
          WHERE external_ref IS NOT NULL
        """,
        """
        CREATE TABLE task_labels(
          project INTEGER NOT NULL,
          label TEXT NOT NULL,
          task_id INTEGER NOT NULL,
          PRIMARY KEY(project, label, task_id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE dependencies(
          depends_on INTEGER NOT NULL,
          task_id INTEGER NOT NULL,
          is_child INTEGER NOT NULL CHECK(is_child = 0 OR is_child = 1),
          is_satisfied INTEGER NOT NULL CHECK(is_satisfied = 0 OR is_satisfied = 1),
          PRIMARY KEY(depends_on, task_id)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX dependencies_task ON dependencies(task_id)",
        """
        CREATE TABLE attempts(
          id INTEGER PRIMARY KEY,
          agent INTEGER NOT NULL,
          granted_at INTEGER NOT NULL,
          started_at INTEGER,
          ended_at INTEGER NOT NULL,
          outcome TEXT NOT NULL CHECK(outcome = 'completed' OR outcome = 'failed' OR outcome = 'released'
            OR outcome = 'lost' OR outcome = 'cancelled' OR outcome = 'asked'),
          progress INTEGER NOT NULL,
          error TEXT,
          kind TEXT,
          result TEXT,
          metrics TEXT,
          answer TEXT
        ) STRICT
        """,
        """
        CREATE TABLE notes(
          task_id INTEGER NOT NULL,
          number INTEGER NOT NULL,
          at INTEGER NOT NULL,
          kind TEXT NOT NULL,
          author TEXT NOT NULL,
          fence INTEGER NOT NULL,
          content TEXT NOT NULL,
          PRIMARY KEY(task_id, number)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
