/// How a project's queue is, and every reason for it.
package struct QueueHealth: Sendable, Hashable {
    /// The worst level of all findings; healthy or idle without any.
    package let level: HealthLevel
    /// What is not as it should be, worst first.
    package let findings: [Finding]
    /// One sentence for a queue without findings.
    package let remark: String?

    /// Judges a snapshot.
    ///
    /// A queue without open tasks in which nothing ended within the window is idle: nothing is wrong with it.
    package static func of(_ snapshot: FleetSnapshot) -> QueueHealth {
        let metrics = snapshot.metrics
        guard metrics.createdEver > 0 else { return QueueHealth(level: .idle, findings: [], remark: "no tasks yet") }
        let findings = rules.compactMap { $0(snapshot) }.enumerated()
            .sorted { ($1.element.level, $0.offset) < ($0.element.level, $1.offset) }
            .map(\.element)
        if let worst = findings.first { return QueueHealth(level: worst.level, findings: findings, remark: nil) }
        guard metrics.open > 0 || metrics.ended > 0 else {
            return QueueHealth(level: .idle, findings: [], remark: "no open tasks, none ended in the window")
        }
        let ended = metrics.successRate.map { "\(Figures.percent($0)) of \(metrics.ended) ended tasks succeeded" }
        return QueueHealth(
            level: .healthy,
            findings: [],
            remark: ended ?? "\(metrics.open) open, none ended in the window"
        )
    }

    /// Every reason as a sentence, worst first.
    package var reasons: [String] { remark.map { [$0] } ?? findings.map(\.reason) }

    private static let rules: [@Sendable (FleetSnapshot) -> Finding?] = [
        { successRate($0) }, { agents($0) }, { backlog($0) }, { callTime($0) }, { noRoute($0) }, { late($0) },
        { soonLate($0) }, { losses($0) },
    ]
}

// The thresholds, one rule each.
extension QueueHealth {
    /// Below this share of success the queue is degraded, below the second critical.
    package static let successThresholds = (warn: 0.85, critical: 0.70)
    /// Above this many ready tasks the queue is degraded, above the second critical.
    package static let backlogThresholds = (warn: Int64(50), critical: Int64(100))
    /// While the oldest ready task is younger than this, a backlog is a burst and degrades at most; in milliseconds.
    package static let burst: Int64 = 60_000
    /// Above this many milliseconds for 95 % of calls the queue is degraded, above the second critical.
    package static let callThresholds = (warn: 100.0, critical: 500.0)

    private static func successRate(_ snapshot: FleetSnapshot) -> Finding? {
        let metrics = snapshot.metrics
        guard let rate = metrics.successRate, rate < successThresholds.warn else { return nil }
        let isCritical = rate < successThresholds.critical
        let threshold = isCritical ? successThresholds.critical : successThresholds.warn
        let figures = "\(metrics.completed) of \(metrics.ended) ended tasks succeeded"
        return Finding(
            level: isCritical ? .critical : .degraded,
            code: "success_rate",
            reason: "success rate \(Figures.percent(rate)) is below \(Figures.percent(threshold)): \(figures)"
        )
    }

    private static func agents(_ snapshot: FleetSnapshot) -> Finding? {
        let ready = snapshot.metrics.ready
        guard ready > 0 else { return nil }
        let work = Figures.count(Int(clamping: ready), "task is", plural: "tasks are")
        switch snapshot.live.count {
        case 0: return Finding(level: .critical, code: "agents", reason: "\(work) ready and no agent is active")
        case 1: return Finding(level: .degraded, code: "agents", reason: "\(work) ready and only one agent is active")
        default: return nil
        }
    }

    private static func backlog(_ snapshot: FleetSnapshot) -> Finding? {
        let metrics = snapshot.metrics
        guard metrics.ready > backlogThresholds.warn else { return nil }
        let age = metrics.oldestReadyAgeMs ?? 0
        let isCritical = metrics.ready > backlogThresholds.critical && age >= burst
        return Finding(
            level: isCritical ? .critical : .degraded,
            code: "backlog",
            reason: "\(metrics.ready) tasks are ready, the oldest for \(Figures.span(age))"
        )
    }

    private static func callTime(_ snapshot: FleetSnapshot) -> Finding? {
        guard let time = snapshot.callP95Ms, time > callThresholds.warn else { return nil }
        let level: HealthLevel = time > callThresholds.critical ? .critical : .degraded
        let milliseconds = Int64(exactly: time.rounded()) ?? .max
        return Finding(level: level, code: "call_time", reason: "5 % of calls take longer than \(milliseconds) ms")
    }

    private static func noRoute(_ snapshot: FleetSnapshot) -> Finding? {
        let lanes = snapshot.unroutableLanes
        let tasks = lanes.reduce(0) { $0.addingWithoutOverflow($1.count) }
        guard tasks > 0, let largest = lanes.max(by: { $0.count < $1.count }) else { return nil }
        let count = Figures.count(tasks, "ready task has", plural: "ready tasks have")
        let skills = largest.requirements.map(\.rawValue).joined(separator: ", ")
        return Finding(
            level: .degraded,
            code: "no_route",
            reason: "\(count) no active agent with the skills, most of them need {\(skills)}"
        )
    }

    private static func late(_ snapshot: FleetSnapshot) -> Finding? {
        guard let first = snapshot.late.first else { return nil }
        let count = Figures.count(snapshot.late.count, "open task is", plural: "open tasks are")
        return Finding(level: .degraded, code: "late", reason: "\(count) past the deadline, first \(first.id)")
    }

    private static func soonLate(_ snapshot: FleetSnapshot) -> Finding? {
        let tasks = snapshot.soonLate.filter { !$0.status.isLeased }
        guard let first = tasks.first else { return nil }
        let count = Figures.count(tasks.count, "open task is", plural: "open tasks are")
        let soon = Figures.span(FleetSnapshot.soon)
        return Finding(
            level: .degraded,
            code: "soon_late",
            reason: "\(count) due within \(soon) and in nobody's hands, first \(first.id)"
        )
    }

    private static func losses(_ snapshot: FleetSnapshot) -> Finding? {
        let losses = snapshot.recentLosses
        guard losses >= AgentHealth.toleratedLosses else { return nil }
        return Finding(level: .degraded, code: "lost_leases", reason: "\(losses) leases ran out in the last hour")
    }
}
