/// What a metric is, as Prometheus is told.
package struct MetricFamily: Sendable, Hashable {
    /// How values of it behave.
    package enum Kind: String, Sendable {
        case counter
        case gauge
        case histogram
    }

    /// The name, in base units, `_total` at the end of counters.
    package let name: String
    package let kind: Kind
    /// One line for people.
    package let help: String
    /// The names of its labels.
    package let labels: [String]

    /// Describes a metric.
    package init(_ name: String, _ kind: Kind, _ help: String, labels: [String] = []) {
        self.name = name
        self.kind = kind
        self.help = help
        self.labels = labels
    }
}

extension MetricFamily {
    /// A name says all: two families never share one.
    package static func == (left: MetricFamily, right: MetricFamily) -> Bool { left.name == right.name }

    /// Hashes the name alone; this runs for every call.
    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension MetricFamily {
    /// Always 1; the label says which build runs.
    package static let buildInfo = MetricFamily(
        "athena_build_info",
        .gauge,
        "The build that runs.",
        labels: ["version"]
    )
    /// Tasks by where they stand now.
    package static let tasks = MetricFamily("athena_tasks", .gauge, "Tasks by state.", labels: ["state"])
    /// Tasks ever made.
    package static let created = MetricFamily("athena_tasks_created_total", .counter, "Tasks created.")
    /// Tasks ever ended.
    package static let finished = MetricFamily(
        "athena_tasks_finished_total",
        .counter,
        "Tasks ended, by outcome.",
        labels: ["outcome"]
    )
    /// Work in hands now.
    package static let leases = MetricFamily("athena_leases_active", .gauge, "Leases held now.")
    /// Leases that ran out.
    package static let expirations = MetricFamily(
        "athena_lease_expirations_total",
        .counter,
        "Leases that ran out and were taken back."
    )
    /// Time that tasks were ready before somebody had them; its count is the number of claims.
    package static let waitSeconds = MetricFamily(
        "athena_task_wait_seconds_total",
        .counter,
        "Seconds that claimed tasks had been ready, summed."
    )
    /// Work handed out.
    package static let claims = MetricFamily("athena_task_claims_total", .counter, "Leases granted.")
    /// The age of the task that has been ready longest.
    package static let oldestReady = MetricFamily(
        "athena_oldest_ready_seconds",
        .gauge,
        "Age of the task that has been ready longest."
    )
    /// Calls by tool and how they ended.
    package static let requests = MetricFamily(
        "athena_mcp_requests_total",
        .counter,
        "Calls of tools, by tool and outcome.",
        labels: ["tool", "outcome"]
    )
    /// How long calls took.
    package static let requestSeconds = MetricFamily(
        "athena_mcp_request_seconds",
        .histogram,
        "Duration of calls of tools, waiting claims included.",
        labels: ["tool"]
    )
    /// Clients connected now.
    package static let connections = MetricFamily(
        "athena_connections",
        .gauge,
        "Open connections.",
        labels: ["transport"]
    )
    /// Requests turned away before they reached a tool.
    package static let refusals = MetricFamily(
        "athena_refused_total",
        .counter,
        "Requests refused by the transport, by reason.",
        labels: ["reason"]
    )
    /// Answers whose client had gone.
    package static let undelivered = MetricFamily(
        "athena_undelivered_total",
        .counter,
        "Answers that could not be written to their client."
    )
    /// Seconds since the sweep ran last.
    package static let sweepAge = MetricFamily(
        "athena_scheduler_tick_age_seconds",
        .gauge,
        "Seconds since leases and timers were looked at."
    )
}
