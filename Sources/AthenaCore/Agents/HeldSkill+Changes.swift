/// A list of skills after a change, and what the change added.
package struct SkillChange: Sendable, Hashable {
    /// The whole list, sorted.
    package let skills: [HeldSkill]
    /// What was not there before.
    package let added: [HeldSkill]
}

extension HeldSkill {
    /// The most skills one agent can hold.
    package static let limit = 256

    /// The skills after an agent registers again: what it declares now, and what it had learned or was taught.
    package static func declaring(_ declared: [Skill], over held: [HeldSkill]) -> SkillChange {
        let kept = held.filter { $0.source != .declared }
        let change = adding(declared.map { HeldSkill($0) }, to: kept)
        let before = Set(held.map(\.skill))
        return SkillChange(skills: change.skills, added: change.added.filter { !before.contains($0.skill) })
    }

    /// The skills after an agent reported what it learned on a task: those it did not hold, as learned on its own word.
    ///
    /// - Parameters:
    ///   - revoked: skills that an operator took away; an agent's own word does not bring them back.
    ///   - evidence: the successes with a skill so far, 0 where there are none.
    package static func reporting(
        _ learned: [Skill],
        over held: [HeldSkill],
        revoked: [Skill] = [],
        evidence: (Skill) throws -> Int
    ) rethrows -> SkillChange {
        let new = try learned.filter { !revoked.contains($0) }.map { skill in
            let successes = try evidence(skill)
            return HeldSkill(skill, source: .learned, evidence: successes > 0 ? successes : nil)
        }
        return adding(new, to: held)
    }

    /// The skills after an operator taught one; a skill held from another source becomes a taught one.
    package static func teaching(_ skill: Skill, over held: [HeldSkill]) -> SkillChange {
        let others = held.filter { $0.skill != skill }
        let change = adding([HeldSkill(skill, source: .taught)], to: others)
        return SkillChange(skills: change.skills, added: others.count == held.count ? change.added : [])
    }

    /// The skills after an operator revoked one; nil when the agent does not hold it.
    ///
    /// A revoked skill is not learned again by itself; an agent that declares it when it registers holds it again.
    package static func revoking(_ skill: Skill, from held: [HeldSkill]) -> [HeldSkill]? {
        let left = held.filter { $0.skill != skill }
        return left.count == held.count ? nil : left
    }

    /// The list with those of `new` that it lacks, sorted; beyond `limit` nothing is added.
    package static func adding(_ new: [HeldSkill], to held: [HeldSkill]) -> SkillChange {
        var skills = Dictionary(held.map { ($0.skill, $0) }) { first, _ in first }
        var added: [HeldSkill] = []
        for candidate in new where skills[candidate.skill] == nil && skills.count < limit {
            skills[candidate.skill] = candidate
            added.append(candidate)
        }
        return SkillChange(skills: skills.values.sorted { $0.skill < $1.skill }, added: added)
    }
}
