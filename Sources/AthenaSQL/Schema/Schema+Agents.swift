extension Schema {
    /// Agents and what is known of their work. An agent's row outlives its registration: leases of the past name it.
    static let agentTables: [SQLText] = [
        """
        CREATE TABLE agents(
          id INTEGER PRIMARY KEY,
          project INTEGER NOT NULL,
          name TEXT NOT NULL,
          status TEXT NOT NULL CHECK(status = 'active' OR status = 'draining' OR status = 'paused'
            OR status = 'quarantined'),
          max_concurrent INTEGER NOT NULL,
          load INTEGER NOT NULL,
          last_seen INTEGER NOT NULL,
          registered_at INTEGER NOT NULL,
          recent_losses TEXT,
          revoked_skills TEXT,
          metadata TEXT,
          deregistered_at INTEGER,
          UNIQUE(project, name)
        ) STRICT
        """,
        """
        CREATE TABLE agent_skills(
          project INTEGER NOT NULL,
          skill TEXT NOT NULL,
          agent INTEGER NOT NULL,
          source TEXT NOT NULL,
          evidence INTEGER,
          PRIMARY KEY(project, skill, agent)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX agent_skills_agent ON agent_skills(agent)",
        """
        CREATE TABLE performance(
          project INTEGER NOT NULL,
          agent INTEGER NOT NULL,
          scope TEXT NOT NULL,
          successes INTEGER NOT NULL,
          failures INTEGER NOT NULL,
          total_ms INTEGER NOT NULL,
          success_weight REAL NOT NULL,
          failure_weight REAL NOT NULL,
          weighed_at INTEGER NOT NULL,
          durations TEXT NOT NULL,
          PRIMARY KEY(project, agent, scope)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
