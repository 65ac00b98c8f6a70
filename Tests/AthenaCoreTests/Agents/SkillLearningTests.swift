import AthenaCore
import Testing

@Suite("Skill learning")
struct SkillLearningTests {
    @Test(
        "five successes with a lower bound over 0.6 make a type a skill",
        arguments: [
            (5, 0, true), (4, 0, false), (5, 1, false), (6, 1, false), (7, 1, true), (8, 2, false), (10, 2, true),
            (6, 4, false), (60, 40, false), (650, 350, true), (5, 500, false),
        ]
    )
    func strength(successes: Int, failures: Int, isLearned: Bool) {
        let verdict = SkillLearning.verdict(on: "build", record: Fleet.record(successes, failures), held: [])
        let learned = HeldSkill(Skill(rawValue: "build"), source: .learned, evidence: successes)
        #expect((verdict == .learned(learned)) == isLearned)
    }

    @Test("evidence counts in full however old it is")
    func oldEvidence() {
        var record = PerformanceRecord()
        for month in Int64(0)..<5 {
            record = record.recording(success: true, durationMs: 1, at: month * 30 * Fleet.day)
        }
        #expect(SkillLearning.isStrong(record))
    }

    @Test("each way of not learning has its own verdict")
    func verdicts() {
        let strong = Fleet.record(9, 0)
        let held = [HeldSkill(Skill(rawValue: "build"))]
        #expect(SkillLearning.verdict(on: "build", record: strong, held: held) == .held)
        #expect(SkillLearning.verdict(on: "Build It", record: strong, held: []) == .notASkill)
        #expect(SkillLearning.verdict(on: "task", record: strong, held: []) == .notASkill)
        #expect(SkillLearning.verdict(on: "build", record: strong, held: [], wasRevoked: true) == .revoked)
        #expect(SkillLearning.verdict(on: "build", record: Fleet.record(4, 0), held: []) == .tooFew(successes: 4))
        #expect(
            SkillLearning.verdict(on: "build", record: Fleet.record(5, 5), held: [])
                == .tooUncertain(successes: 5, failures: 5)
        )
    }

    @Test("registering again replaces what was declared and keeps what was learned and taught")
    func declaring() {
        let held = [
            HeldSkill(Skill(rawValue: "a")), HeldSkill(Skill(rawValue: "b"), source: .learned, evidence: 6),
            HeldSkill(Skill(rawValue: "c"), source: .taught),
        ]
        let change = HeldSkill.declaring(Fleet.skills("d", "b", "d"), over: held)
        #expect(change.skills.map(\.skill.rawValue) == ["b", "c", "d"])
        #expect(change.skills[0].source == .learned)
        #expect(change.added == [HeldSkill(Skill(rawValue: "d"))])
        #expect(HeldSkill.declaring(Fleet.skills("a"), over: held).added.isEmpty)
    }

    @Test("what an agent reports is added once, with the successes behind it, and never what was revoked")
    func reporting() {
        let held = [HeldSkill(Skill(rawValue: "sql"))]
        let reported = Fleet.skills("sql", "gpu", "gpu", "c++", "revoked")
        let change = HeldSkill.reporting(reported, over: held, without: Fleet.skills("revoked")) {
            $0.rawValue == "gpu" ? 3 : 0
        }
        #expect(change.skills.map(\.skill.rawValue) == ["c++", "gpu", "sql"])
        #expect(
            change.added == [
                HeldSkill(Skill(rawValue: "gpu"), source: .learned, evidence: 3),
                HeldSkill(Skill(rawValue: "c++"), source: .learned),
            ]
        )
    }

    @Test("teaching adds a skill, and revoking takes any away")
    func teachingAndRevoking() throws {
        let held = [HeldSkill(Skill(rawValue: "sql"), source: .learned, evidence: 5)]
        let taught = HeldSkill.teaching(Skill(rawValue: "gpu"), over: held)
        #expect(taught.skills.map(\.skill.rawValue) == ["gpu", "sql"])
        #expect(taught.added.count == 1)
        let again = HeldSkill.teaching(Skill(rawValue: "sql"), over: held)
        #expect(again.skills == [HeldSkill(Skill(rawValue: "sql"), source: .taught)])
        #expect(again.added.isEmpty)
        #expect(HeldSkill.revoking(Skill(rawValue: "sql"), from: held) == [])
        #expect(HeldSkill.revoking(Skill(rawValue: "swift"), from: held) == nil)
    }

    @Test("no agent holds more than 256 skills")
    func limit() {
        let many = (0..<300).map { Skill(rawValue: "s\($0)") }
        let change = HeldSkill.declaring(many, over: [])
        #expect(change.skills.count == 256)
        #expect(change.added.count == 256)
    }
}
