CREATE INDEX agent_skills_agent ON agent_skills(agent);

CREATE INDEX dependencies_open_children ON dependencies(task_id)
  WHERE is_child = 1 AND is_satisfied = 0;

CREATE INDEX dependencies_task ON dependencies(task_id);

CREATE INDEX episodic_events_assignee ON episodic_events(id >> 8, assigned_to)
  WHERE success IS NOT NULL OR kind = 'task.released' OR kind = 'task.asked'
    OR kind = 'task.lost' OR kind = 'task.cancelled';

CREATE INDEX episodic_events_other ON episodic_events(kind) WHERE kind < 'task.' OR kind >= 'task/';

CREATE INDEX episodic_events_status ON episodic_events(task_status) WHERE success = 0;

CREATE INDEX episodic_events_task ON episodic_events(task_id) WHERE task_id IS NOT NULL;

CREATE UNIQUE INDEX goals_external_ref ON goals(project, external_ref) WHERE external_ref IS NOT NULL;

CREATE INDEX goals_parent ON goals(parent) WHERE parent IS NOT NULL;

CREATE INDEX goals_project ON goals(project);

CREATE INDEX idempotency_at ON idempotency(at);

CREATE INDEX lane_skills_lane ON lane_skills(lane);

CREATE INDEX relations_to ON relations(project, to_kind, to_name);

CREATE UNIQUE INDEX task_bodies_external_ref ON task_bodies(project, external_ref)
  WHERE external_ref IS NOT NULL;

CREATE INDEX tasks_aside ON tasks(project, status)
  WHERE status = 'blocked' OR status = 'waiting' OR status = 'failed' OR status = 'cancelled'
    OR status = 'completed';

CREATE INDEX tasks_cascade ON tasks(dependency_policy)
  WHERE dependency_policy = 'cancel' AND status = 'blocked';

CREATE INDEX tasks_deadline ON tasks(project, deadline)
  WHERE deadline IS NOT NULL AND completed_at IS NULL;

CREATE INDEX tasks_goal ON tasks(goal) WHERE goal IS NOT NULL;

CREATE INDEX tasks_lease ON tasks(lease_until, assigned_to) WHERE lease_until IS NOT NULL;

CREATE INDEX tasks_parent ON tasks(parent) WHERE parent IS NOT NULL;

CREATE INDEX tasks_ready ON tasks(project, lane, ready_key) WHERE ready_key IS NOT NULL;

CREATE INDEX tasks_timer ON tasks(timer_at) WHERE timer_at IS NOT NULL AND status = 'pending';

CREATE TABLE agent_skills(
  project INTEGER NOT NULL,
  skill TEXT NOT NULL,
  agent INTEGER NOT NULL,
  source TEXT NOT NULL,
  evidence INTEGER,
  PRIMARY KEY(project, skill, agent)
) STRICT, WITHOUT ROWID;

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
) STRICT;

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
) STRICT;

CREATE TABLE credentials(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  agent TEXT,
  project TEXT,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE dependencies(
  depends_on INTEGER NOT NULL,
  task_id INTEGER NOT NULL,
  is_child INTEGER NOT NULL CHECK(is_child = 0 OR is_child = 1),
  is_satisfied INTEGER NOT NULL CHECK(is_satisfied = 0 OR is_satisfied = 1),
  PRIMARY KEY(depends_on, task_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE entities(
  project INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY(project, kind, name)
) STRICT, WITHOUT ROWID;

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
) STRICT;

CREATE TABLE event_anchors(
  project INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE goals(
  id INTEGER PRIMARY KEY,
  project INTEGER NOT NULL,
  title TEXT NOT NULL,
  description TEXT,
  parent INTEGER,
  deadline INTEGER,
  created_at INTEGER NOT NULL
, external_ref TEXT) STRICT;

CREATE TABLE idempotency(
  project INTEGER NOT NULL,
  principal TEXT NOT NULL,
  operation TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  digest TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY(project, principal, operation, idempotency_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE lane_skills(
  skill TEXT NOT NULL,
  lane INTEGER NOT NULL,
  PRIMARY KEY(skill, lane)
) STRICT, WITHOUT ROWID;

CREATE TABLE lanes(
  id INTEGER PRIMARY KEY,
  project INTEGER NOT NULL,
  type TEXT NOT NULL,
  requirements TEXT NOT NULL,
  UNIQUE(project, type, requirements)
) STRICT;

CREATE TABLE notes(
  task_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  author TEXT NOT NULL,
  fence INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY(task_id, number)
) STRICT, WITHOUT ROWID;

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
) STRICT, WITHOUT ROWID;

CREATE TABLE projects(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE relations(
  project INTEGER NOT NULL,
  from_kind TEXT NOT NULL,
  from_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  to_kind TEXT NOT NULL,
  to_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY(project, from_kind, from_name, kind, to_kind, to_name)
) STRICT, WITHOUT ROWID;

CREATE TABLE schema_migrations(number INTEGER PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

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
  unrouted INTEGER NOT NULL, revived INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(project, minute)
) STRICT, WITHOUT ROWID;

CREATE TABLE task_blocks(
  owner INTEGER NOT NULL,
  block INTEGER NOT NULL,
  PRIMARY KEY(owner, block)
) STRICT, WITHOUT ROWID;

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
) STRICT;

CREATE TABLE task_labels(
  project INTEGER NOT NULL,
  label TEXT NOT NULL,
  task_id INTEGER NOT NULL,
  PRIMARY KEY(project, label, task_id)
) STRICT, WITHOUT ROWID;

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
) STRICT;

CREATE VIEW graph_entities(project, kind, name) AS
  SELECT project, 'AGENT', name FROM agents WHERE deregistered_at IS NULL
  UNION ALL SELECT DISTINCT project, 'SKILL', skill FROM agent_skills
  UNION ALL SELECT project, 'TASK', 't' || id FROM tasks
  UNION ALL SELECT project, 'GOAL', 'g' || id FROM goals
  UNION ALL SELECT id, 'PROJECT', name FROM projects
  UNION ALL SELECT project, kind, name FROM entities;

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
  SELECT project, from_kind, NULL, from_name, kind, to_kind, NULL, to_name FROM relations;
