import AthenaCore
import Testing

@Suite("Meta-memory")
struct MetaMemoryTests {
    @Test(
        "a level needs evidence and a lower bound",
        arguments: [
            (0, 0, Expertise.Level.novice), (4, 0, .novice), (5, 0, .competent), (9, 0, .competent),
            (10, 0, .proficient),
            (10, 1, .proficient), (10, 2, .competent), (19, 0, .proficient), (20, 0, .expert), (20, 2, .proficient),
            (95, 5, .expert), (50, 50, .novice),
        ]
    )
    func levels(successes: Int, failures: Int, level: Expertise.Level) {
        #expect(Expertise(.type("build"), record: Fleet.record(successes, failures)).level == level)
    }

    @Test("what is known of an agent is listed best first, without the overall record")
    func listing() {
        var profile = PerformanceProfile([(.overall, Fleet.record(50, 1))])
        profile[.skill(Skill(rawValue: "sql"))] = Fleet.record(30, 0)
        profile[.type("build")] = Fleet.record(1, 5)
        profile[.type("deploy")] = Fleet.record(6, 0)
        let known = Expertise.all(of: profile)
        #expect(known.map(\.scope.text) == ["skill:sql", "type:deploy", "type:build"])
        #expect(known.map(\.level.word) == ["expert", "competent", "novice"])
    }

    @Test("coverage names skills in demand without a holder and with one")
    func coverage() {
        let lanes = [
            ReadyLane(requirements: Fleet.skills("gpu", "sql"), type: "a", count: 4),
            ReadyLane(requirements: Fleet.skills("sql"), type: "b", count: 2),
            ReadyLane(requirements: Fleet.skills("rust"), type: "c", count: 1),
            ReadyLane(requirements: [], type: "d", count: 9),
        ]
        let agents = [Fleet.agent("a1", "sql", "go"), Fleet.agent("a2", "gpu"), Fleet.agent("a3", "sql")]
        let coverage = Coverage.of(lanes: lanes, agents: agents)
        #expect(coverage.missing.map(\.skill.rawValue) == ["rust"])
        #expect(coverage.fragile.map(\.skill.rawValue) == ["gpu"])
        #expect(coverage.demands.map { "\($0.skill) \($0.tasks) \($0.holders)" } == ["rust 1 0", "gpu 4 1", "sql 6 2"])
        #expect(coverage.scattered == [lanes[0]])
        #expect(Coverage.of(lanes: [], agents: agents).demands.isEmpty)
    }

    @Test("counts of holders from an index serve as well")
    func fromIndex() {
        let lane = ReadyLane(requirements: Fleet.skills("gpu", "sql"), type: "a", count: 4)
        let holders = [Skill(rawValue: "gpu"): 3, Skill(rawValue: "sql"): 1]
        #expect(Coverage.of(lanes: [lane], holders: holders) { _ in true }.scattered == [])
        #expect(Coverage.of(lanes: [lane], holders: holders) { _ in false }.scattered == [lane])
    }
}
