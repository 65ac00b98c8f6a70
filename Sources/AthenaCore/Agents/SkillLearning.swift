/// How an agent comes to hold a skill by doing: strong evidence on a type of task makes the type a skill.
package enum SkillLearning {
    /// The successes a type needs before it can become a skill.
    package static let neededSuccesses = 5
    /// The rate that the agent must beat with probability 0.9.
    package static let neededRate = 0.6
    /// The type of tasks whose creator named none; it says nothing about the work and is never learned.
    package static let untyped = "task"

    /// What the evidence on a type says.
    package enum Verdict: Sendable, Hashable {
        /// The agent now holds this skill.
        case learned(HeldSkill)
        /// It holds the skill already, from whatever source.
        case held
        /// The type is no legal skill word, or is the one of tasks without a type.
        case notASkill
        /// An operator took the skill away; only a declaration or teaching brings it back.
        case revoked
        /// Fewer than the needed successes.
        case tooFew(successes: Int)
        /// Enough successes, but too many failures to be sure of the needed rate.
        case tooUncertain(successes: Int, failures: Int)
    }

    /// Judges the evidence after an outcome.
    ///
    /// Raw counts are judged, not decayed ones: a learned skill lasts, so it rests on all that happened and anyone can check
    /// it from the shown counts.
    /// - Parameters:
    ///   - record: the agent's record on the type, this outcome included.
    ///   - held: the skills it holds.
    ///   - wasRevoked: whether an operator revoked this skill from this agent.
    package static func verdict(
        on type: String,
        record: PerformanceRecord,
        held: [HeldSkill],
        wasRevoked: Bool = false
    ) -> Verdict {
        // A type that is no skill word is a verdict, not a mistake of the caller, so the error's text is not wanted.
        guard type != untyped, let skill = try? Skill(checking: type) else { return .notASkill }
        guard !held.contains(where: { $0.skill == skill }) else { return .held }
        guard !wasRevoked else { return .revoked }
        guard record.successes >= neededSuccesses else { return .tooFew(successes: record.successes) }
        guard isStrong(record) else {
            return .tooUncertain(successes: record.successes, failures: record.failures)
        }
        return .learned(HeldSkill(skill, source: .learned, evidence: record.successes))
    }

    /// Whether the record alone is strong evidence: enough successes, and the needed rate beaten with probability 0.9.
    package static func isStrong(_ record: PerformanceRecord) -> Bool {
        guard record.successes >= neededSuccesses, let rate = record.successRate, rate > neededRate else {
            return false
        }
        let belief = BetaPosterior(afterSuccesses: record.successes, failures: record.failures)
        return belief.probability(below: neededRate) < 0.1
    }
}
