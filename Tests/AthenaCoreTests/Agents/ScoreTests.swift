import AthenaCore
import AthenaTestKit
import Testing

@Suite("Scores")
struct ScoreTests {
    private let sql = Work(requirements: Fleet.skills("sql"), type: "query")

    @Test("a newcomer scores what the fleet scores, and never 1.0")
    func newcomer() {
        let empty = Score.of(PerformanceProfile(), in: PerformanceProfile(), at: Fleet.now.wall)
        #expect(empty.value == 0.5)
        let fleet = Fleet.profile(1_000, 0)
        let newcomer = Score.of(PerformanceProfile(), in: fleet, at: Fleet.now.wall).value
        #expect(newcomer > 0.99 && newcomer < 1)
        let mixed = Fleet.profile(60, 40, for: sql)
        #expect(abs(Score.of(PerformanceProfile(), in: mixed, for: sql, at: Fleet.now.wall).value - 0.6) < 0.01)
    }

    @Test("2 of 2 ranks above 1 of 2, which ranks above 0 of 2")
    func ranks() {
        let profiles = [(2, 0), (1, 1), (0, 2)].map { Fleet.profile($0.0, $0.1, for: sql) }
        let fleet = Fleet.together(profiles)
        let scores = profiles.map { Score.of($0, in: fleet, for: sql, at: Fleet.now.wall).value }
        #expect(scores == scores.sorted(by: >))
        #expect(Set(scores).count == 3)
    }

    @Test("every success raises a score and every failure lowers it, within 0...1", arguments: 1...30)
    func monotone(seed: UInt64) {
        var random = Dice(seed: seed)
        let words = ["sql", "gpu", "swift"].prefix(Int.random(in: 0...3, using: &random))
        let work = Work(
            requirements: words.map(Skill.init(rawValue:)),
            type: Bool.random(using: &random) ? "build" : nil
        )
        let fleet = PerformanceProfile(work.scopes.map { ($0, randomRecord(&random)) })
        var agent = PerformanceProfile(work.scopes.map { ($0, randomRecord(&random)) })
        var before = Score.of(agent, in: fleet, for: work, at: Fleet.now.wall).value
        for _ in 0..<50 {
            let isGood = Bool.random(using: &random)
            for scope in work.scopes {
                agent[scope] = agent[scope].recording(success: isGood, durationMs: 5, at: Fleet.now.wall)
            }
            let score = Score.of(agent, in: fleet, for: work, at: Fleet.now.wall)
            #expect(isGood ? score.value > before : score.value < before)
            #expect(score.value > 0 && score.value < 1)
            #expect(score.lowerBound90 < score.value)
            before = score.value
        }
    }

    @Test("an outcome counts once, though it is recorded overall, by skill and by type")
    func countsOnce() {
        let fleet = Fleet.profile(500, 500, for: sql)
        let agent = Fleet.profile(4, 0, for: sql)
        let score = Score.of(agent, in: fleet, for: sql, at: Fleet.now.wall)
        #expect(abs(score.value - 0.75) < 0.001)
        #expect(abs(score.overall - 0.75) < 0.001)
        #expect(abs(score.posterior.successes - 6) < 0.01)
    }

    @Test("what an agent did long ago fades towards the fleet's mean")
    func fades() {
        let agent = Fleet.profile(0, 20)
        let fleet = Fleet.profile(80, 20)
        let scores = [0, 14, 28, 56].map { (days: Int64) in
            Score.of(agent, in: fleet, at: Fleet.now.wall + days * Fleet.day).value
        }
        #expect(scores == scores.sorted())
        #expect(scores[0] < 0.2)
        #expect(scores[3] > 0.5 && scores[3] < 0.8)
    }

    @Test("a hard type costs everybody, and does not make its regulars look worse than a newcomer")
    func hardType() {
        let hard = Work(requirements: [], type: "port")
        var fleet = Fleet.profile(180, 20)
        fleet[.type("port")] = Fleet.record(20, 20)
        var regular = PerformanceProfile([(.overall, Fleet.record(12, 8))])
        regular[.type("port")] = Fleet.record(12, 8)
        let newcomer = Score.of(PerformanceProfile(), in: fleet, for: hard, at: Fleet.now.wall)
        #expect(newcomer.value < 0.6)
        #expect(newcomer.overall > 0.85)
        #expect(Score.of(regular, in: fleet, for: hard, at: Fleet.now.wall).value > 0.45)
    }

    @Test("a good record on the required skill counts above a good record elsewhere")
    func specialist() {
        var specialist = PerformanceProfile([(.overall, Fleet.record(15, 5))])
        specialist[.skill(Skill(rawValue: "sql"))] = Fleet.record(10, 0)
        var generalist = PerformanceProfile([(.overall, Fleet.record(15, 5))])
        generalist[.skill(Skill(rawValue: "sql"))] = Fleet.record(5, 5)
        let fleet = Fleet.together([specialist, generalist])
        let scores = [specialist, generalist].map { Score.of($0, in: fleet, for: sql, at: Fleet.now.wall) }
        #expect(scores[0].value > scores[1].value)
        #expect(scores[0].overall == scores[1].overall)
        #expect(scores[0].skills ?? 0 > scores[1].skills ?? 1)
    }

    private func randomRecord(_ random: inout Dice) -> PerformanceRecord {
        Fleet.record(Int.random(in: 0...60, using: &random), Int.random(in: 0...30, using: &random))
    }
}
