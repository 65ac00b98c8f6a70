import AthenaCore
import Testing

@Suite("Health of an agent")
struct AgentHealthTests {
    @Test("a fresh agent is idle, not degraded")
    func fresh() {
        let health = judge(Fleet.agent("a"), PerformanceRecord())
        #expect(health.state == .idle)
        #expect(health.reason == "no task yet")
    }

    @Test("an agent at work, or that just ended something, is healthy")
    func healthy() {
        #expect(judge(Fleet.agent("a", load: 2), PerformanceRecord()).state == .healthy)
        let health = judge(Fleet.agent("a"), Fleet.record(20, 0))
        #expect(health.state == .healthy)
        #expect(health.reason == "0 of 5 slots used, score 0.99")
    }

    @Test("after five minutes without an outcome or a lease it is idle")
    func idle() {
        let health = judge(Fleet.agent("a"), Fleet.record(20, 0, at: Fleet.now.wall - 301_000))
        #expect(health.state == .idle)
        #expect(health.reason == "no lease, last outcome 5 min ago")
        #expect(judge(Fleet.agent("a"), Fleet.record(20, 0, at: Fleet.now.wall - 300_000)).state == .healthy)
    }

    @Test("silence of more than five minutes without a lease is offline")
    func offline() {
        let health = judge(Fleet.agent("a", silentFor: 300_001), Fleet.record(0, 9))
        #expect(health.state == .offline)
        #expect(health.reason == "no call for 5 min and no lease")
        #expect(judge(Fleet.agent("a", silentFor: 300_000), PerformanceRecord()).state == .idle)
        #expect(judge(Fleet.agent("a", load: 1, silentFor: 900_000), PerformanceRecord()).state == .healthy)
    }

    @Test(
        "a score below 0.7 degrades from five outcomes on",
        arguments: [(1, 3, AgentHealth.State.healthy), (1, 4, .degraded), (3, 2, .degraded), (19, 1, .healthy)]
    )
    func score(successes: Int, failures: Int, state: AgentHealth.State) {
        #expect(judge(Fleet.agent("a", load: 1), Fleet.record(successes, failures)).state == state)
    }

    @Test("two leases lost within the hour degrade, older ones do not")
    func losses() {
        let recent = [Fleet.now.wall - 3_600_000, Fleet.now.wall - 1]
        let health = judge(Fleet.agent("a", load: 1, losses: recent), PerformanceRecord())
        #expect(health.state == .degraded)
        #expect(health.reason == "2 leases lost in the last hour")
        let old = [Fleet.now.wall - 3_600_001, Fleet.now.wall - 1]
        #expect(judge(Fleet.agent("a", load: 1, losses: old), PerformanceRecord()).state == .healthy)
    }

    @Test("an operator's wish is told beside the state")
    func wish() {
        let health = judge(Fleet.agent("a", status: .paused), PerformanceRecord())
        #expect(health.reason == "no task yet; an operator set it to paused")
    }

    private func judge(_ agent: Agent, _ record: PerformanceRecord) -> AgentHealth {
        let profile = PerformanceProfile([(.overall, record)])
        return AgentHealth.of(agent, profile: profile, fleet: profile, now: Fleet.now)
    }
}
