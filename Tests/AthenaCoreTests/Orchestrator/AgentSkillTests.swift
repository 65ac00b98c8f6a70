import AthenaCore
import AthenaJSON
import AthenaSQLite
import Testing

@Suite("Skills of agents")
struct AgentSkillTests {
    private let docs = Skill(rawValue: "docs")

    @Test("five successes make the type a skill, and once it is revoked only a declaration brings it back")
    func learnedAndRevoked() async throws {
        try await World.run { world in
            try await world.register("a")
            var learned: [Skill] = []
            for _ in 0..<5 {
                try await world.create { $0.type = "docs" }
                learned = try await world.complete(try await world.claim("a")).learned
            }
            #expect(learned == [docs])
            let agent = Agent.ID(rawValue: "a")
            _ = try await world.use.setSkill(docs, of: agent, isHeld: false, as: world.caller)
            let stored = try await world.store.read { tx in try tx.agent(agent, in: world.caller.project.id) }
            #expect(stored?.revokedSkills == [docs] && stored?.skills.isEmpty == true)
            try await world.create { $0.type = "docs" }
            var report = Completion(result: "done")
            report.learned = [docs, Skill(rawValue: "sql")]
            let token = try #require(try await world.claim("a")).lease.token
            let reported = try await world.use.complete(token, with: report, as: world.caller)
            #expect(reported.learned == [Skill(rawValue: "sql")])
            try await world.register("a", ["docs"])
            let again = try await world.store.read { tx in try tx.agent(agent, in: world.caller.project.id) }
            #expect(again?.skills.map(\.skill) == [docs, Skill(rawValue: "sql")])
            #expect(again?.revokedSkills.isEmpty == true)
        }
    }
}
