import AthenaCore

/// A snapshot described by the few figures that a test is about; two agents are active unless it says otherwise.
struct Situation {
    var completed: Int64 = 0
    var failed: Int64 = 0
    var ready: Int64 = 0
    var waiting: Int64 = 0
    var oldestAge: Int64 = 0
    var earlierCompleted: Int64 = 0
    var agents = [Fleet.agent("a1"), Fleet.agent("a2")]

    var snapshot: FleetSnapshot {
        var earlier = Tally()
        earlier[.created] = earlierCompleted
        earlier[.completed] = earlierCompleted
        var present = earlier
        present[.created] = earlierCompleted + completed + failed + ready + waiting
        present[.completed] = earlierCompleted + completed
        present[.failed] = failed
        present[.ready] = ready
        present[.waiting] = waiting
        let metrics = QueueMetrics(
            from: earlier,
            to: present,
            windowMinutes: 60,
            oldestReadyAt: ready > 0 ? Fleet.now.wall - oldestAge : nil,
            now: Fleet.now
        )
        let members = agents.map {
            FleetSnapshot.Member($0, record: PerformanceRecord(), fleet: PerformanceRecord(), now: Fleet.now)
        }
        return FleetSnapshot(now: Fleet.now, metrics: metrics, members: members)
    }
}
