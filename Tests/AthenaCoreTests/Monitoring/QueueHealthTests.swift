import AthenaCore
import Testing

@Suite("Health and metrics of the queue")
struct QueueHealthTests {
    @Test("without tasks the queue is idle, not degraded, whatever else")
    func noTasks() {
        let health = QueueHealth.of(Situation().snapshot)
        #expect(health.level == .idle)
        #expect(health.reasons == ["no tasks yet"])
        #expect(health.findings.isEmpty)
    }

    @Test("a quiet queue is idle, an open or just ended task makes it healthy")
    func quiet() {
        #expect(QueueHealth.of(Situation(earlierCompleted: 9).snapshot).level == .idle)
        #expect(QueueHealth.of(Situation(completed: 1).snapshot).level == .healthy)
        #expect(QueueHealth.of(Situation(waiting: 1).snapshot).level == .healthy)
    }

    @Test(
        "success below 85 % degrades, below 70 % is critical",
        arguments: [
            (85, 15, HealthLevel.healthy), (84, 16, .degraded), (70, 30, .degraded), (69, 31, .critical),
            (1, 1, .critical), (0, 1, .critical),
        ]
    )
    func success(completed: Int64, failed: Int64, level: HealthLevel) {
        #expect(QueueHealth.of(Situation(completed: completed, failed: failed).snapshot).level == level)
    }

    @Test(
        "with work ready, fewer than two active agents degrade and none is critical",
        arguments: [(0, HealthLevel.critical), (1, .degraded), (2, .healthy)]
    )
    func agents(count: Int, level: HealthLevel) {
        let agents = (0..<count).map { Fleet.agent("a\($0)") } + [Fleet.agent("off", silentFor: 400_000)]
        #expect(QueueHealth.of(Situation(ready: 1, agents: agents).snapshot).level == level)
        #expect(QueueHealth.of(Situation(completed: 1, agents: agents).snapshot).level == .healthy)
    }

    @Test(
        "more than 50 ready tasks degrade, more than 100 are critical once the oldest waited a minute",
        arguments: [
            (50, 600_000, HealthLevel.healthy), (51, 0, .degraded), (100, 600_000, .degraded), (101, 59_999, .degraded),
            (101, 60_000, .critical),
        ]
    )
    func backlog(ready: Int64, age: Int64, level: HealthLevel) {
        #expect(QueueHealth.of(Situation(ready: ready, oldestAge: age).snapshot).level == level)
    }

    @Test(
        "slow calls degrade above 100 ms and are critical above 500",
        arguments: [(100.0, HealthLevel.healthy), (101, .degraded), (501, .critical)]
    )
    func calls(milliseconds: Double, level: HealthLevel) {
        var snapshot = Situation(completed: 1).snapshot
        snapshot.callP95Ms = milliseconds
        #expect(QueueHealth.of(snapshot).level == level)
    }

    @Test("tasks without a route, late tasks and lost leases degrade, and every reason is told, worst first")
    func reasons() {
        let losing = Fleet.agent("a1", "sql", losses: [Fleet.now.wall, Fleet.now.wall])
        var snapshot = Situation(completed: 1, failed: 9, ready: 3, agents: [losing, Fleet.agent("a2")]).snapshot
        snapshot.lanes = [ReadyLane(requirements: Fleet.skills("gpu", "sql"), type: "train", count: 3)]
        snapshot.late = [Fleet.task(7)]
        let health = QueueHealth.of(snapshot)
        #expect(health.level == .critical)
        #expect(
            health.reasons == [
                "success rate 10 % is below 70 %: 1 of 10 ended tasks succeeded",
                "3 ready tasks have no active agent with the skills, most of them need {gpu, sql}",
                "1 open task is past the deadline, first t7",
                "2 leases ran out in the last hour",
            ]
        )
    }

    @Test("a task that is due within the hour degrades while nobody works on it")
    func soonLate() {
        var snapshot = Situation(completed: 1).snapshot
        var running = Fleet.task(8)
        running.status = .running
        snapshot.soonLate = [running]
        #expect(QueueHealth.of(snapshot).level == .healthy)
        snapshot.soonLate = [running, Fleet.task(7)]
        let health = QueueHealth.of(snapshot)
        #expect(health.level == .degraded)
        #expect(health.reasons == ["1 open task is due within 1 h and in nobody's hands, first t7"])
    }

    @Test("a task that failed for good and was brought back counts as what it becomes then")
    func revived() {
        var present = Tally()
        present[.failed] = 1
        present[.revived] = 1
        present[.completed] = 1
        let metrics = QueueMetrics(from: Tally(), to: present, windowMinutes: 60, now: Fleet.now)
        #expect(metrics.successRate == 1 && metrics.failed == 0)
        var before = Tally()
        before[.failed] = 1
        #expect(QueueMetrics(from: before, to: present, windowMinutes: 60, now: Fleet.now).failed == 0)
    }

    @Test("totals stay numbers whatever is added to them")
    func saturates() {
        var most = Tally()
        most[.runMs] = .max
        #expect(most.adding(most)[.runMs] == .max)
        var least = Tally()
        least[.runMs] = .min
        #expect(most.since(least)[.runMs] == .max)
    }

    @Test("one completed and one pending: 1, 1 and a success rate of 1.0")
    func oneAndOne() {
        let metrics = Situation(completed: 1, ready: 1).snapshot.metrics
        #expect(metrics.completed == 1)
        #expect(metrics.ready == 1)
        #expect(metrics.successRate == 1)
        #expect(metrics.open == 1)
    }

    @Test("metrics of a window are the difference of two totals, without any rate where nothing happened")
    func window() {
        var earlier = Tally()
        earlier[.completed] = 10
        earlier[.waitMs] = 5_000
        earlier[.claims] = 10
        var present = earlier
        let empty = QueueMetrics(from: earlier, to: present, windowMinutes: 60, now: Fleet.now)
        #expect(
            empty.successRate == nil && empty.meanWaitMs == nil && empty.meanRunMs == nil && empty.routedShare == nil
        )
        #expect(empty.throughputPerMinute == 0)
        present[.completed] = 40
        present[.failed] = 10
        present[.claims] = 50
        present[.waitMs] = 13_000
        present[.runMs] = 60_000
        present[.routed] = 3
        present[.unrouted] = 1
        let metrics = QueueMetrics(from: earlier, to: present, windowMinutes: 60, oldestReadyAt: 5, now: Moment(1_005))
        #expect(metrics.successRate == 0.75)
        #expect(metrics.throughputPerMinute == 0.5)
        #expect(metrics.meanWaitMs == 200)
        #expect(metrics.meanRunMs == 2_000)
        #expect(metrics.routedShare == 0.75)
        #expect(metrics.oldestReadyAgeMs == 1_000)
    }

    @Test("routing statistics tell how evenly the active agents are loaded")
    func routingStats() {
        let agents = [
            Fleet.agent("a1", load: 1, slots: 2), Fleet.agent("a2", load: 2, slots: 4),
            Fleet.agent("a3", status: .paused),
        ]
        let metrics = Situation().snapshot.metrics
        let even = RoutingStats(metrics: metrics, agents: agents, now: Fleet.now)
        #expect(even.utilisation == 0.5)
        #expect(even.balance == 1)
        #expect(even.shares.map(\.agent.rawValue) == ["a2", "a1"])
        let uneven = RoutingStats(metrics: metrics, agents: [agents[0], Fleet.agent("a4", slots: 2)], now: Fleet.now)
        #expect(uneven.balance == 0.5)
        #expect(RoutingStats(metrics: metrics, agents: [], now: Fleet.now).utilisation == nil)
        #expect(RoutingStats(metrics: metrics, agents: [Fleet.agent("a4")], now: Fleet.now).balance == nil)
    }
}
