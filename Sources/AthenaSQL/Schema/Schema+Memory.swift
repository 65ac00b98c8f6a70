extension Schema {
    /// Goals, and what was added freely to the knowledge graph.
    static let memoryTables: [SQLText] = [
        """
        CREATE TABLE goals(
          id INTEGER PRIMARY KEY,
          project INTEGER NOT NULL,
          title TEXT NOT NULL,
          description TEXT,
          parent INTEGER,
          deadline INTEGER,
          created_at INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX goals_project ON goals(project)",
        "CREATE INDEX goals_parent ON goals(parent) WHERE parent IS NOT NULL",
        """
        CREATE TABLE entities(
          project INTEGER NOT NULL,
          kind TEXT NOT NULL,
          name TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          PRIMARY KEY(project, kind, name)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE relations(
          project INTEGER NOT NULL,
          from_kind TEXT NOT NULL,
          from_name TEXT NOT NULL,
          kind TEXT NOT NULL,
          to_kind TEXT NOT NULL,
          to_name TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          PRIMARY KEY(project, from_kind, from_name, kind, to_kind, to_name)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX relations_to ON relations(project, to_kind, to_name)",
    ]

    /// The knowledge graph's own part: views over the tables that hold the facts, so that it is never out of date.
    ///
    /// `from_key` and `to_key` are the rows' numbers where an end has one; a query compares them rather than names, so
    /// that each branch is answered from an index.
    static let graphViews: [SQLText] = [
        """
        CREATE VIEW graph_entities(project, kind, name) AS
          SELECT project, 'AGENT', name FROM agents WHERE deregistered_at IS NULL
          UNION ALL SELECT DISTINCT project, 'SKILL', skill FROM agent_skills
          UNION ALL SELECT project, 'TASK', 't' || id FROM tasks
          UNION ALL SELECT project, 'GOAL', 'g' || id FROM goals
          UNION ALL SELECT id, 'PROJECT', name FROM projects
          UNION ALL SELECT project, kind, name FROM entities
        """,
        """
        CREATE VIEW graph_relations(project, from_kind, from_key, from_name, kind, to_kind, to_key, to_name) AS
          SELECT s.project, 'AGENT', s.agent, a.name, 'HAS_SKILL', 'SKILL', NULL, s.skill
            FROM agent_skills s JOIN agents a ON a.id = s.agent
          UNION ALL
          SELECT t.project, 'TASK', t.id, 't' || t.id, 'REQUIRES', 'SKILL', NULL, s.skill
            FROM tasks t JOIN lane_skills s ON s.lane = t.lane
          UNION ALL
          SELECT t.project, 'TASK', d.task_id, 't' || d.task_id, 'DEPENDS_ON', 'TASK', d.depends_on, 't' || d.depends_on
            FROM dependencies d JOIN tasks t ON t.id = d.task_id WHERE d.is_child = 0
          UNION ALL
          SELECT t.project, 'TASK', t.id, 't' || t.id, 'ASSIGNED_TO', 'AGENT', t.assigned_to, a.name
            FROM tasks t JOIN agents a ON a.id = t.assigned_to WHERE t.lease_until IS NOT NULL
          UNION ALL
          SELECT t.project, 'AGENT', p.agent, a.name, 'COMPLETED', 'TASK', t.id, 't' || t.id
            FROM tasks t JOIN attempts p ON p.id > t.id << 24 AND p.id < (t.id + 1) << 24 AND p.outcome = 'completed'
            JOIN agents a ON a.id = p.agent
          UNION ALL
          SELECT project, 'TASK', id, 't' || id, 'PART_OF', 'TASK', parent, 't' || parent
            FROM tasks WHERE parent IS NOT NULL
          UNION ALL
          SELECT project, 'TASK', id, 't' || id, 'PART_OF', 'GOAL', goal, 'g' || goal
            FROM tasks WHERE goal IS NOT NULL
          UNION ALL
          SELECT project, 'GOAL', id, 'g' || id, 'PART_OF', 'GOAL', parent, 'g' || parent
            FROM goals WHERE parent IS NOT NULL
          UNION ALL
          SELECT g.project, 'GOAL', g.id, 'g' || g.id, 'PART_OF', 'PROJECT', p.id, p.name
            FROM goals g JOIN projects p ON p.id = g.project WHERE g.parent IS NULL
          UNION ALL
          SELECT project, from_kind, NULL, from_name, kind, to_kind, NULL, to_name FROM relations
        """,
    ]
}
