import AthenaCore
import AthenaJSON

/// One random sequence of operations, done to the real queue and to the model side by side.
struct ModelRun {
    let world: World
    var dice: Dice
    var model = QueueModel()
    var leases: [(task: Int, token: LeaseToken)] = []

    struct Disagreement: Error, CustomStringConvertible { let description: String }

    init(world: World, seed: UInt64) {
        self.world = world
        dice = Dice(seed: seed)
    }

    private var now: Int64 { world.clock.now().wall }

    mutating func run(steps: Int) async throws {
        for agent in 0..<3 { try await world.register("agent\(agent)", ["skill\(agent)"], slots: 1_000) }
        for step in 0..<steps {
            let name = try await act()
            try await compare("step \(step), \(name)")
        }
    }

    private mutating func act() async throws -> String {
        switch dice.roll(12) {
        case 0, 1, 2: return try await create()
        case 3, 4, 5: return try await claim()
        case 6: return try await useLease("complete")
        case 7: return try await useLease("fail")
        case 8: return try await useLease(dice.roll(2) == 0 ? "release" : "heartbeat")
        case 9: return try await operate()
        default: return try await passTime()
        }
    }

    private mutating func create() async throws -> String {
        let owner = dice.roll(3)
        let priority = Priority.allCases[dice.roll(4)]
        let policy = DependencyPolicy.allCases[dice.roll(3)]
        var dependencies: Set<Int> = []
        for _ in 0..<dice.roll(3) where !model.tasks.isEmpty {
            let target = dice.roll(model.tasks.count)
            let hasEndedBadly = model.tasks[target].status == .failed || model.tasks[target].status == .cancelled
            // What a new task does about a dependency that has ended badly before is the sweep's to carry out.
            if !(policy == .cancel && hasEndedBadly) { dependencies.insert(target) }
        }
        try await world.create {
            $0.requirements = [Skill(rawValue: "skill\(owner)")]
            $0.priority = priority
            $0.dependencyPolicy = policy
            $0.dependencies = dependencies.map { .id(Self.id($0)) }
        }
        model.create(owner: owner, priority: priority, policy: policy, dependencies: dependencies, at: now)
        return "create after \(dependencies.sorted())"
    }

    private mutating func claim() async throws -> String {
        let owner = dice.roll(3)
        let expected = model.claimable(by: owner)
        let brief = try await world.claim("agent\(owner)")
        guard brief?.lease.task.id == expected.map(Self.id) else {
            throw Disagreement(
                description:
                    "claim got \(String(describing: brief?.lease.task.id)), not \(String(describing: expected))"
            )
        }
        if let expected, let brief {
            model.claim(expected, at: now)
            leases.append((expected, brief.lease.token))
        }
        return "claim by \(owner)"
    }

    private mutating func useLease(_ verb: String) async throws -> String {
        guard !leases.isEmpty else { return "nothing" }
        let (task, token) = leases[dice.roll(leases.count)]
        let isRetried = dice.roll(3) > 0
        let isCurrent = model.isCurrent(task, token.fence)
        let ending = model.endings[task]?[token.fence]
        let code = await world.code { try await Self.use(verb, token, isRetried, in: world) }
        let isRepeat =
            (verb == "complete" && ending == .completed) || (verb == "fail" && ending == .failed)
            || (verb == "release" && ending == .released) || verb == "heartbeat"
        let expected: AthenaErrorCode? = isCurrent || isRepeat ? nil : .leaseLost
        guard code == expected else {
            throw Disagreement(
                description: "\(verb) of \(token) gave \(String(describing: code)), not \(String(describing: expected))"
            )
        }
        if isCurrent { follow(verb, task, isRetried) }
        return "\(verb) \(token)"
    }

    private static func use(_ verb: String, _ token: LeaseToken, _ isRetried: Bool, in world: World) async throws {
        switch verb {
        case "complete":
            _ = try await world.use.complete(token, with: Completion(result: .string("done")), as: world.caller)
        case "fail":
            var report = FailureReport(error: "it broke")
            report.shouldRetry = isRetried
            _ = try await world.use.fail(token, with: report, as: world.caller)
        case "release": _ = try await world.use.release(token, as: world.caller)
        default: _ = try await world.use.heartbeat(token, Heartbeat(), as: world.caller)
        }
    }

    private mutating func follow(_ verb: String, _ task: Int, _ isRetried: Bool) {
        switch verb {
        case "complete": model.complete(task, at: now)
        case "fail": model.fail(task, isRetried: isRetried, at: now)
        case "release": model.release(task)
        default: model.renew(task, at: now)
        }
    }

    private mutating func operate() async throws -> String {
        guard !model.tasks.isEmpty else { return "nothing" }
        let task = dice.roll(model.tasks.count)
        let status = model.tasks[task].status
        if status == .failed || status == .cancelled {
            guard model.mayStay(task) else { return "nothing" }
            _ = try await world.use.retry(Self.id(task), as: world.caller)
            model.retry(task, at: now)
            return "retry \(task)"
        }
        guard dice.roll(3) == 0 else { return "nothing" }
        _ = try await world.use.cancel([Self.id(task)], reason: nil, as: world.caller)
        model.cancel(task, at: now)
        return "cancel \(task)"
    }

    private mutating func passTime() async throws -> String {
        let span = Int64([1, 1_000, 31_000, 70_000, 320_000][dice.roll(5)])
        world.clock.advance(span)
        _ = try await world.use.sweep()
        model.sweep(at: now)
        return "pass \(span) ms"
    }

    private func compare(_ place: String) async throws {
        guard !model.tasks.isEmpty else { return }
        let ids = model.tasks.indices.map(Self.id)
        let found = try await world.use.status(of: ids, detail: .concise, as: world.caller).found
        for (entry, report) in zip(model.tasks, found) {
            let task = report.task
            let isSame =
                task.status == entry.status && task.fence == entry.fence && task.failures == entry.failures
                && task.unmet == entry.waitsFor.count
            guard isSame else {
                throw Disagreement(
                    description: "\(place): \(task.id) is \(task.status) fence \(task.fence) failures \(task.failures) "
                        + "unmet \(task.unmet); the model says \(entry)"
                )
            }
        }
    }

    private static func id(_ index: Int) -> AgentTask.ID { AgentTask.ID(rawValue: Int64(index) + 1) }
}
