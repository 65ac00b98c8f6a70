import AthenaCore

/// Agents, records and moments for tests of routing, monitoring and memory.
enum Fleet {
    /// The present of these tests.
    static let now = Moment(1_760_000_000_000)
    /// A day in milliseconds.
    static let day: Int64 = 86_400_000

    /// Skills by their words.
    static func skills(_ words: String...) -> [Skill] { words.map(Skill.init(rawValue:)) }

    /// An active agent that was just seen.
    static func agent(
        _ name: String,
        _ skills: String...,
        load: Int = 0,
        slots: Int = 5,
        status: Agent.Status = .active,
        silentFor silence: Int64 = 0,
        losses: [Int64] = []
    ) -> Agent {
        Agent(
            id: Agent.ID(rawValue: name),
            key: 1,
            project: Project.ID(rawValue: 1),
            skills: skills.map { HeldSkill(Skill(rawValue: $0)) },
            maxConcurrent: slots,
            status: status,
            load: load,
            lastSeen: now.wall - silence,
            registeredAt: 0,
            recentLosses: losses
        )
    }

    /// A task of some type and state.
    static func task(_ number: Int64, _ type: String = "build", status: TaskStatus = .pending) -> AgentTask {
        var task = AgentTask(
            id: AgentTask.ID(rawValue: number),
            project: Project.ID(rawValue: 1),
            type: type,
            title: "Task \(number)",
            createdAt: now.wall
        )
        task.status = status
        return task
    }

    /// A record of so many outcomes, each of them now and each success after a second.
    static func record(_ successes: Int, _ failures: Int, at wall: Int64 = now.wall) -> PerformanceRecord {
        var record = PerformanceRecord()
        for _ in 0..<successes { record = record.recording(success: true, durationMs: 1_000, at: wall) }
        for _ in 0..<failures { record = record.recording(success: false, durationMs: nil, at: wall) }
        return record
    }

    /// A profile with the same outcomes in every scope of some work.
    static func profile(_ successes: Int, _ failures: Int, for work: Work = .atLarge) -> PerformanceProfile {
        PerformanceProfile(work.scopes.map { ($0, record(successes, failures)) })
    }

    /// Several profiles as the fleet keeps them: outcomes of all agents together.
    static func together(_ profiles: [PerformanceProfile]) -> PerformanceProfile {
        var fleet = PerformanceProfile()
        for (scope, record) in profiles.flatMap(\.records) {
            for _ in 0..<record.successes {
                fleet[scope] = fleet[scope].recording(success: true, durationMs: nil, at: now.wall)
            }
            for _ in 0..<record.failures {
                fleet[scope] = fleet[scope].recording(success: false, durationMs: nil, at: now.wall)
            }
        }
        return fleet
    }
}
