import AthenaCore
import AthenaJSON
import AthenaTestKit

extension ModelRun {
    mutating func create() async throws -> String {
        var request = QueueModel.Request(
            owner: dice.roll(3),
            priority: Priority.allCases[dice.roll(4)],
            policy: DependencyPolicy.allCases[dice.roll(3)]
        )
        if !model.tasks.isEmpty {
            for _ in 0..<dice.roll(3) { request.dependencies.insert(dice.roll(model.tasks.count)) }
            if dice.roll(3) == 0 { request.parent = dice.roll(model.tasks.count) }
        }
        if dice.roll(5) == 0 { request.runAfter = now + [10_000, 700_000][dice.roll(2)] }
        let wanted = request
        let world = world
        let expected = model.refusal(of: request)
        try await expect(expected, of: "create \(request)") {
            try await world.create {
                $0.requirements = [Skill(rawValue: "skill\(wanted.owner)")]
                $0.priority = wanted.priority
                $0.dependencyPolicy = wanted.policy
                $0.dependencies = wanted.dependencies.map { .id(Self.id($0)) }
                $0.parent = wanted.parent.map { .id(Self.id($0)) }
                $0.runAfter = wanted.runAfter
            }
        }
        if expected == nil { model.create(request, at: now) }
        return "create \(request)"
    }

    mutating func claim() async throws -> String {
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
            let wasReserved = model.tasks[expected].status == .assigned
            try requireFresh(expected, brief.lease.token.fence, isAgain: wasReserved)
            model.claim(expected, at: now)
            if !wasReserved { leases.append((expected, brief.lease.token)) }
        }
        return "claim by \(owner)"
    }

    mutating func assign() async throws -> String {
        guard !model.tasks.isEmpty else { return "nothing" }
        let task = dice.roll(model.tasks.count)
        let owner = dice.roll(4) == 0 ? dice.roll(3) : model.tasks[task].owner
        let expected: AthenaErrorCode? =
            if !model.isReady(task) {
                .illegalTransition
            } else {
                owner == model.tasks[task].owner ? nil : .agentNotCapable
            }
        let world = world
        var lease: Lease?
        try await expect(expected, of: "assign \(task) to \(owner)") {
            lease = try await world.use.assign(Self.id(task), to: Self.agent(owner), as: world.caller)
        }
        guard let lease else { return "assign \(task) refused" }
        try requireFresh(task, lease.token.fence, isAgain: false)
        model.assign(task, at: now)
        leases.append((task, lease.token))
        return "assign \(task)"
    }

    mutating func start() async throws -> String {
        guard !model.tasks.isEmpty else { return "nothing" }
        let task = dice.roll(model.tasks.count)
        let owner = dice.roll(4) == 0 ? dice.roll(3) : model.tasks[task].owner
        let expected: AthenaErrorCode? =
            if !model.tasks[task].status.isLeased {
                .illegalTransition
            } else {
                owner == model.tasks[task].owner ? nil : .notPermitted
            }
        let world = world
        try await expect(expected, of: "start \(task) by \(owner)") {
            _ = try await world.use.start(
                Self.id(task),
                by: Self.agent(owner),
                leaseSeconds: nil,
                as: world.caller
            )
        }
        if expected == nil { model.start(task, at: now) }
        return "start \(task)"
    }

    /// Makes a stored task wait for another one, which may be its own child.
    mutating func tie() async throws -> String {
        guard !model.tasks.isEmpty else { return "nothing" }
        let task = dice.roll(model.tasks.count)
        let child = model.tasks[task].children.sorted().first
        let other = dice.roll(3) == 0 ? child ?? 0 : dice.roll(model.tasks.count)
        let expected = model.refusal(toTie: task, to: other)
        let world = world
        try await expect(expected, of: "tie \(task) to \(other)") {
            var update = TaskUpdate()
            update.addDependencies = [Self.id(other)]
            _ = try await world.use.update(Self.id(task), with: update, as: world.caller)
        }
        if expected == nil { model.tie(task, to: other, at: now) }
        return "tie \(task) to \(other)"
    }

    mutating func answer() async throws -> String {
        let waiting = model.tasks.indices.filter { model.tasks[$0].status == .waiting }
        guard !model.tasks.isEmpty else { return "nothing" }
        let task = waiting.isEmpty ? dice.roll(model.tasks.count) : waiting[dice.roll(waiting.count)]
        let world = world
        try await expect(waiting.isEmpty ? .illegalTransition : nil, of: "answer \(task)") {
            _ = try await world.use.answer(Self.id(task), with: "so", as: world.caller)
        }
        if !waiting.isEmpty { model.answer(task, at: now) }
        return "answer \(task)"
    }

    mutating func cancel() async throws -> String {
        guard !model.tasks.isEmpty else { return "nothing" }
        let task = dice.roll(model.tasks.count)
        _ = try await world.use.cancel([Self.id(task)], reason: nil, as: world.caller)
        model.cancel(task, at: now)
        return "cancel \(task)"
    }

    mutating func retry() async throws -> String {
        guard !model.tasks.isEmpty else { return "nothing" }
        let ended = model.tasks.indices.filter {
            model.tasks[$0].status == .failed || model.tasks[$0].status == .cancelled
        }
        let task = ended.isEmpty ? dice.roll(model.tasks.count) : ended[dice.roll(ended.count)]
        let world = world
        try await expect(ended.isEmpty ? .illegalTransition : nil, of: "retry \(task)") {
            _ = try await world.use.retry(Self.id(task), as: world.caller)
        }
        if !ended.isEmpty { model.retry(task, at: now) }
        return "retry \(task)"
    }

    /// A number is given once, and only while nobody else may still hold the task.
    private func requireFresh(_ task: Int, _ fence: Int64, isAgain: Bool) throws {
        guard isAgain || (!model.granted.contains([Int64(task), fence]) && !model.tasks[task].status.isLeased) else {
            throw Disagreement(description: "\(task) was granted again under \(fence)")
        }
    }
}

extension ModelRun {
    mutating func useLease(_ verb: String) async throws -> String {
        guard !leases.isEmpty else { return "nothing" }
        let (task, token) = leases[dice.roll(leases.count)]
        let use = Use(verb: verb, token: token, result: "r\(dice.roll(3))", isRetried: dice.roll(3) > 0)
        let expected = expectation(of: use, on: task)
        let world = world
        try await expect(expected, of: "\(verb) of \(token)") { try await use.carryOut(in: world) }
        if expected == nil, model.isCurrent(task, token.fence) { follow(use, task) }
        return "\(verb) \(token)"
    }

    /// One use of a token.
    private struct Use: Sendable {
        let verb: String
        let token: LeaseToken
        let result: String
        let isRetried: Bool

        func carryOut(in world: World) async throws {
            switch verb {
            case "complete":
                _ = try await world.use.complete(token, with: Completion(result: .string(result)), as: world.caller)
            case "fail":
                var report = FailureReport(error: "it broke")
                report.shouldRetry = isRetried
                _ = try await world.use.fail(token, with: report, as: world.caller)
            case "release": _ = try await world.use.release(token, as: world.caller)
            case "ask": _ = try await world.use.ask(token, question: "how?", as: world.caller)
            default: _ = try await world.use.heartbeat(token, Heartbeat(), as: world.caller)
            }
        }
    }

    private func expectation(of use: Use, on task: Int) -> AthenaErrorCode? {
        if model.isCurrent(task, use.token.fence) {
            return use.verb == "complete" && model.hasOpenChildren(task) ? .illegalTransition : nil
        }
        switch (model.endings[task]?[use.token.fence], use.verb) {
        case (nil, _), (.neverStarted, _): return .leaseInvalid
        case (_, "heartbeat"), (.failed, "fail"), (.released, "release"), (.asked, "ask"): return nil
        case (.completed(let result), "complete"): return result == use.result ? nil : .illegalTransition
        default: return .leaseLost
        }
    }

    private mutating func follow(_ use: Use, _ task: Int) {
        switch use.verb {
        case "complete": model.complete(task, result: use.result, at: now)
        case "fail": model.fail(task, isRetried: use.isRetried, at: now)
        case "release": model.release(task, at: now)
        case "ask": model.ask(task)
        default: model.renew(task, at: now)
        }
    }
}
