/// How well an agent is expected to do a piece of work, 0...1: the mean of a Beta posterior over its decayed outcomes.
///
/// Each step starts from what the step before expects, worth `priorStrength` outcomes, and adds the agent's own:
///
/// 1. *overall*: from the fleet's mean, so a newcomer scores what the fleet scores;
/// 2. *skills*: each required skill from the agent's overall rate, moved by how much harder or easier the skill is for the
///    fleet than its work at large; then the mean over the skills;
/// 3. *type*: the same from the skills' rate.
///
/// An outcome counts once, at the most particular step that knows it: the steps before see the record without it. The move
/// multiplies odds (a one-parameter logistic model), so it stays within 0...1 and changes nothing for an average skill. The
/// score grows with every success of the agent and falls with every failure.
package struct Score: Sendable, Hashable {
    /// The expected rate of success: what the router uses.
    package let value: Double
    /// The expectation from the agent's whole record.
    package let overall: Double
    /// The expectation from its records on the required skills; nil when none is required.
    package let skills: Double?
    /// The expectation for the type; nil when none was given.
    package let type: Double?
    /// The belief behind `value`.
    package let posterior: BetaPosterior

    /// What a prior weighs against the agent's own outcomes: as much as four of them.
    package static let priorStrength = 4.0

    /// The rate that the agent beats with probability 0.9.
    package var lowerBound90: Double { posterior.lowerBound90 }

    /// Scores an agent for a piece of work at `wall`.
    ///
    /// - Parameters:
    ///   - agent: its records; empty for a newcomer.
    ///   - fleet: the records of all agents together, for the same scopes.
    package static func of(
        _ agent: PerformanceProfile,
        in fleet: PerformanceProfile,
        for work: Work = .atLarge,
        at wall: Int64
    ) -> Score {
        let steps = ScoreSteps(agent: agent, fleet: fleet, wall: wall)
        let overall = steps.overall(without: .none)
        let skills = steps.skills(work.requirements, without: .none)
        guard let word = work.type else {
            return Score(last: skills ?? overall, overall: overall, skills: skills, type: nil)
        }
        let onType = Outcomes(agent[.type(word)], at: wall)
        let before = steps.skills(work.requirements, without: onType) ?? steps.overall(without: onType)
        let type = steps.type(word, outcomes: onType, after: before, requirements: work.requirements)
        return Score(last: type, overall: overall, skills: skills, type: type)
    }

    private init(last: Expectation, overall: Expectation, skills: Expectation?, type: Expectation?) {
        value = last.mean
        self.overall = overall.mean
        self.skills = skills?.mean
        self.type = type?.mean
        posterior = BetaPosterior(successes: last.strength * last.mean, failures: last.strength * (1 - last.mean))
    }
}

/// Outcomes as they weigh at one moment.
private struct Outcomes {
    var successes: Double
    var failures: Double

    static var none: Outcomes { Outcomes(successes: 0, failures: 0) }

    /// These without `others`, which may contain some that are not among these.
    func without(_ others: Outcomes) -> Outcomes {
        Outcomes(successes: max(0, successes - others.successes), failures: max(0, failures - others.failures))
    }
}

extension Outcomes {
    init(_ record: PerformanceRecord, at wall: Int64) {
        (successes, failures) = record.weights(at: wall)
    }
}

/// An expected rate and how much evidence stands behind it.
private struct Expectation {
    let mean: Double
    let strength: Double

    /// Joins outcomes with a prior of `Score.priorStrength` outcomes at `prior`.
    init(_ outcomes: Outcomes, from prior: Double) {
        strength = Score.priorStrength + outcomes.successes + outcomes.failures
        mean = (Score.priorStrength * prior + outcomes.successes) / strength
    }

    /// The mean of several, as sure as the least sure of them; nil for none.
    init?(meanOf several: [Expectation]) {
        guard let least = several.map(\.strength).min() else { return nil }
        mean = several.reduce(0) { $0 + $1.mean } / Double(several.count)
        strength = least
    }
}

/// The steps of a score for one agent at one moment.
private struct ScoreSteps {
    let agent: PerformanceProfile
    let fleet: PerformanceProfile
    let wall: Int64

    /// The fleet's own rate, from a uniform prior: 0.5 while nobody has done anything, never 0 or 1.
    private var fleetMean: Double {
        let all = Outcomes(fleet.overall, at: wall)
        return (all.successes + 1) / (all.successes + all.failures + 2)
    }

    func overall(without others: Outcomes) -> Expectation {
        Expectation(Outcomes(agent.overall, at: wall).without(others), from: fleetMean)
    }

    func skills(_ requirements: [Skill], without others: Outcomes) -> Expectation? {
        Expectation(meanOf: requirements.map { skill($0, without: others) })
    }

    func type(_ word: String, outcomes: Outcomes, after before: Expectation, requirements: [Skill]) -> Expectation {
        let rates = requirements.map { usual(.skill($0), from: fleetMean) }
        let base = rates.isEmpty ? fleetMean : rates.reduce(0, +) / Double(rates.count)
        return Expectation(outcomes, from: moved(before.mean, from: base, to: usual(.type(word), from: base)))
    }

    private func skill(_ skill: Skill, without others: Outcomes) -> Expectation {
        let onSkill = Outcomes(agent[.skill(skill)], at: wall)
        let prior = moved(overall(without: onSkill).mean, from: fleetMean, to: usual(.skill(skill), from: fleetMean))
        return Expectation(onSkill.without(others), from: prior)
    }

    /// What the fleet achieves in a scope.
    private func usual(_ scope: PerformanceScope, from prior: Double) -> Double {
        Expectation(Outcomes(fleet[scope], at: wall), from: prior).mean
    }

    /// `rate` with its odds multiplied by what the odds of `usual` are to those of `base`.
    private func moved(_ rate: Double, from base: Double, to usual: Double) -> Double {
        let odds = odds(of: rate) * odds(of: usual) / odds(of: base)
        return odds / (1 + odds)
    }

    /// The odds of a rate that is kept a thousandth away from 0 and 1.
    private func odds(of rate: Double) -> Double {
        let bounded = min(max(rate, 0.001), 0.999)
        return bounded / (1 - bounded)
    }
}
