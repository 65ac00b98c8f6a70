import AthenaCore
import AthenaJSON
import Testing

@Suite("Router")
struct RouterTests {
    private let sql = Work(requirements: Fleet.skills("sql"), type: "query")

    @Test("it picks the capable agent")
    func capable() {
        let decision = route(sql, [Fleet.agent("a1", "gpu"), Fleet.agent("a2", "sql")])
        #expect(decision.agent == Agent.ID(rawValue: "a2"))
        #expect(decision.counts == [.notCapable: 1])
        #expect(decision.reason == "a2: score 0.50 (the fleet's, it is new), 0 of 5 slots used")
    }

    @Test("a skill matches whole, never in part")
    func exactMatch() {
        let agents = [Fleet.agent("a1", "sql.postgres"), Fleet.agent("a2", "nosql"), Fleet.agent("a3", "sq")]
        #expect(route(sql, agents).agent == nil)
    }

    @Test("2 of 2 ranks above 1 of 2")
    func ranking() {
        let profiles = [Fleet.profile(1, 1, for: sql), Fleet.profile(2, 0, for: sql)]
        let agents = zip(["a1", "a2"], profiles).map { Candidate(Fleet.agent($0, "sql"), profile: $1) }
        var request = RouteRequest(work: sql, candidates: agents, now: Fleet.now)
        request.fleet = Fleet.together(profiles)
        #expect(Router.ranking(request).map(\.agent.rawValue) == ["a2", "a1"])
        let sentence = "a2: score 0.82, 0 of 5 slots used"
        #expect(Router.route(request).reason == sentence)
    }

    @Test("a busy 95 % agent loses against an idle 80 % one, and wins when both are idle")
    func busyAgainstIdle() {
        let profiles = [Fleet.profile(19, 1, for: sql), Fleet.profile(16, 4, for: sql)]
        let fleet = Fleet.together(profiles)
        for (load, winner) in [(4, "steady"), (0, "star")] {
            let star = Candidate(Fleet.agent("star", "sql", load: load), profile: profiles[0])
            let steady = Candidate(Fleet.agent("steady", "sql"), profile: profiles[1])
            let request = RouteRequest(work: sql, candidates: [star, steady], fleet: fleet, now: Fleet.now)
            #expect(Router.route(request).agent?.rawValue == winner)
        }
    }

    @Test("excluded agents are out, and counted")
    func exclusions() {
        let agents = [Fleet.agent("a1", "sql"), Fleet.agent("a2", "sql")]
        let one = route(sql, agents) { $0.excluded = [Agent.ID(rawValue: "a1")] }
        #expect(one.agent?.rawValue == "a2")
        #expect(one.counts == [.excluded: 1])
        let none = route(sql, agents) { $0.excluded = Set(agents.map(\.id)) }
        #expect(none.agent == nil)
        #expect(none.hasCapableAgent)
        #expect(none.reason == "2 agents can do it but none is available: a1 was excluded, a2 was excluded")
    }

    @Test("three tasks over two agents are balanced")
    func balanced() {
        let agents = [Fleet.agent("a1", "sql"), Fleet.agent("a2", "sql")].map {
            Candidate($0, profile: PerformanceProfile())
        }
        let request = RouteRequest(work: sql, candidates: agents, now: Fleet.now)
        let decisions = Router.routeAll([request, request, request])
        #expect(decisions.map { $0.agent?.rawValue } == ["a1", "a2", "a1"])
        #expect(decisions[2].winner?.load == 1)
    }

    @Test("a batch never gives an agent more than its slots")
    func batchFills() {
        let agents = [Fleet.agent("a1", "sql", slots: 1), Fleet.agent("a2", "sql", load: 1, slots: 2)]
        let request = RouteRequest(
            work: sql,
            candidates: agents.map { Candidate($0, profile: PerformanceProfile()) },
            now: Fleet.now
        )
        let decisions = Router.routeAll(Array(repeating: request, count: 4))
        #expect(decisions.map { $0.agent?.rawValue } == ["a1", "a2", nil, nil])
        #expect(
            decisions[2].reason == "2 agents can do it but none is available: a1 is full (1 of 1), a2 is full (2 of 2)"
        )
    }

    @Test(
        "each state but active is a filter with its reason",
        arguments: [
            (Fleet.agent("a1", "sql", status: .paused), RouteFilter.inactive, "is paused"),
            (Fleet.agent("a1", "sql", status: .draining), .inactive, "is draining"),
            (Fleet.agent("a1", "sql", status: .quarantined), .inactive, "is quarantined"),
            (Fleet.agent("a1", "sql", silentFor: 420_000), .inactive, "is offline (last seen 7 min ago)"),
            (Fleet.agent("a1", "sql", load: 5), .full, "is full (5 of 5)"),
            (Fleet.agent("a1", "gpu"), .notCapable, "lacks sql"),
        ]
    )
    func filters(agent: Agent, filter: RouteFilter, reason: String) {
        let decision = route(sql, [agent])
        #expect(decision.agent == nil)
        #expect(decision.counts == [filter: 1])
        #expect(decision.rejected.first?.reason == reason)
        #expect(decision.hasCapableAgent == (filter != .notCapable))
    }

    @Test("an agent that holds a lease is not offline however silent it is")
    func silentWorker() {
        #expect(route(sql, [Fleet.agent("a1", "sql", load: 1, silentFor: 420_000)]).agent != nil)
    }

    @Test("an avoided agent is out until the time has passed, a preferred one comes first")
    func affinities() {
        let agents = [Fleet.agent("a1", "sql"), Fleet.agent("a2", "sql")]
        let first = Agent.ID(rawValue: "a1")
        let second = Agent.ID(rawValue: "a2")
        let later = Fleet.now.wall + 1
        #expect(route(sql, agents) { $0.avoids = .init(agent: first, until: later) }.agent == second)
        #expect(route(sql, agents) { $0.avoids = .init(agent: first, until: Fleet.now.wall) }.agent == first)
        #expect(route(sql, agents) { $0.prefers = .init(agent: second, until: later) }.agent == second)
        #expect(route(sql, agents) { $0.prefers = .init(agent: second, until: Fleet.now.wall) }.agent == first)
    }

    @Test("ties go to the lower load, then the longest idle, then the name")
    func ties() {
        let work = Work.atLarge
        let a = Candidate(Fleet.agent("a"), profile: PerformanceProfile(), lastActivity: 20)
        let b = Candidate(Fleet.agent("b"), profile: PerformanceProfile(), lastActivity: 10)
        let c = Candidate(Fleet.agent("c"), profile: PerformanceProfile(), lastActivity: 10)
        let busy = Candidate(Fleet.agent("0", load: 1, slots: 1_000), profile: PerformanceProfile(), lastActivity: 0)
        let ranked = Router.ranking(RouteRequest(work: work, candidates: [busy, a, c, b], now: Fleet.now))
        #expect(ranked.map(\.agent.rawValue) == ["b", "c", "a", "0"])
    }

    @Test(
        "when nobody has the skills, the sentence says who has which",
        arguments: [
            (["a2": ["sql"], "a5": ["gpu"]], "no agent has {gpu, sql}: a5 has gpu, a2 has sql"),
            (["a2": ["sql"], "a3": ["sql"]], "no agent has {gpu, sql}: nobody has gpu, a2, a3 have sql"),
            ([:], "no agent has {gpu, sql}: nobody has gpu, nobody has sql"),
        ]
    )
    func explanation(skills: [String: [String]], sentence: String) {
        let agents = skills.map { name, words in
            let agent = Fleet.agent(name)
            var skilled = agent
            skilled.skills = words.map { HeldSkill(Skill(rawValue: $0)) }
            return skilled
        }
        let decision = route(Work(requirements: Fleet.skills("gpu", "sql"), type: nil), agents)
        #expect(decision.reason == sentence)
        #expect(!decision.hasCapableAgent)
    }

    @Test("without agents, and with one missing skill, the sentence is short")
    func shortExplanations() {
        #expect(route(.atLarge, []).reason == "no agent is registered")
        #expect(route(sql, [Fleet.agent("a1")]).reason == "no agent has {sql}")
        let one = route(sql, [Fleet.agent("a1", "sql", status: .paused), Fleet.agent("a2")])
        #expect(one.reason == "1 agent can do it but is not available: a1 is paused")
    }

    @Test("a decision keeps five of each list and counts the rest")
    func bounded() {
        let good = (0..<9).map { Fleet.agent("g\($0)", "sql") }
        let bad = (0..<9).map { Fleet.agent("b\($0)", "gpu") }
        let decision = route(sql, good + bad + [Fleet.agent("z", "sql", load: 5)]) { $0.othersWithoutSkills = 100 }
        #expect(decision.top.count == 5)
        #expect(decision.eligible == 9)
        #expect(decision.rejected.map(\.agent.rawValue) == ["z", "b0", "b1", "b2", "b3"])
        #expect(decision.counts == [.notCapable: 109, .full: 1])
    }

    @Test("the facts for the event name winner, parts, counts and exclusions")
    func facts() {
        let decision = route(sql, [Fleet.agent("a1", "sql", load: 1), Fleet.agent("a2")])
        let facts = decision.facts
        #expect(facts["agent"]?.stringValue == "a1")
        #expect(facts["candidates"]?[0]?["score"]?.doubleValue == 0.5)
        #expect(facts["candidates"]?[0]?["value"]?.doubleValue == 0.4)
        #expect(facts["filtered"]?["not_capable"]?.integerValue == 1)
        #expect(facts["excluded"]?[0]?["reason"]?.stringValue == "it lacks sql")
        #expect(route(sql, []).facts["agent"]?.isNull == true)
    }

    private func route(_ work: Work, _ agents: [Agent], _ change: (inout RouteRequest) -> Void = { _ in })
        -> RouteDecision
    {
        let candidates = agents.map { Candidate($0, profile: PerformanceProfile()) }
        var request = RouteRequest(work: work, candidates: candidates, now: Fleet.now)
        change(&request)
        return Router.route(request)
    }
}
