internal import AthenaCore
internal import AthenaJSON

/// The loop of a worker: claim, work, end; before it, the part that the worker plays.
struct DemoWorker {
    /// Seconds of a lease: short, so that a lost one is seen.
    private static let lease: Int64 = 3
    /// Of how many first attempts a failing worker lets one fail.
    private static let failingShare = 5
    /// Seconds between two looks of a worker that waits for something.
    private static let pause = 0.25

    let client: StdioClient
    let journal: Journal
    let cue: DemoCue
    let command: DemoAgentCommand

    /// A task in the worker's hands.
    private struct Held {
        let token: String
        let task: String
        let isFirstAttempt: Bool

        init(_ brief: JSON) {
            token = brief["lease"]?.stringValue ?? ""
            task = brief["task_id"]?.stringValue ?? ""
            isFirstAttempt = brief["attempt"] == nil
        }
    }

    /// Works until it is told to stop.
    func work() throws {
        if command.role != .steady {
            guard let first = try claimFirst() else { return }
            try playPart(on: first)
            cue.waitToGoOn()
        }
        var firstAttempts = 0
        while !cue.isOver {
            guard let held = try claim() else { continue }
            if held.isFirstAttempt { firstAttempts += 1 }
            let fails = command.role == .failing && held.isFirstAttempt && firstAttempts % Self.failingShare == 0
            guard try spendTime(on: held) else { continue }
            try fails ? fail(held) : complete(held)
        }
    }

    private func claimFirst() throws -> Held? {
        while !cue.isOver {
            if let held = try claim() { return held }
        }
        return nil
    }

    private func claim() throws -> Held? {
        let begun = Journal.clock
        let answer = try client.call("claim_task", ["wait_seconds": 1, "lease_seconds": .integer(Self.lease)])
        guard let held = answer["tasks"]?[0].map(Held.init) else { return nil }
        try note(.claimed, held, begun: begun)
        return held
    }

    private func playPart(on held: Held) throws {
        switch command.role {
        case .steady: return
        case .failing: if try spendTime(on: held) { try fail(held) }
        case .doomed: while cue.pass(Self.pause), try heartbeat(held, progress: 50) {}
        case .slow:
            while cue.pass(Self.pause), try isStillMine(held) {}
            if !cue.isOver { try complete(held) }
        }
    }

    /// Whether nobody has noticed yet that the lease is over.
    private func isStillMine(_ held: Held) throws -> Bool {
        let told = try client.call("get_task_status", ["task_id": .string(held.task)])
        return told["status"]?.stringValue == "running" && told["assigned_to"]?.stringValue == command.agent
    }

    /// Works for a while and tells of it; false when work has to stop.
    private func spendTime(on held: Held, steps: Int = 3) throws -> Bool {
        for step in 1...steps {
            let milliseconds = Int.random(in: command.pace / 4...command.pace) / steps
            guard cue.pass(Double(milliseconds) / 1_000) else { return false }
            guard try heartbeat(held, progress: step * 100 / (steps + 1)) else { return false }
        }
        return true
    }

    private func heartbeat(_ held: Held, progress: Int) throws -> Bool {
        let beat = try client.call(
            "heartbeat_task",
            ["lease": .string(held.token), "progress": .integer(Int64(progress))]
        )
        return beat["stop"]?.boolValue != true
    }

    private func fail(_ held: Held) throws {
        try end(held, as: .failed) {
            try client.call(
                "fail_task",
                ["lease": .string(held.token), "error": "the tool broke", "kind": "tool_error"]
            )
        }
    }

    private func complete(_ held: Held) throws {
        try end(held, as: .completed) {
            try client.call(
                "complete_task",
                ["lease": .string(held.token), "result": ["by": .string(command.agent)]]
            )
        }
    }

    /// Ends a lease and writes down how; a lease that was lost meanwhile is written down as that.
    private func end(_ held: Held, as kind: DemoAct.Kind, _ call: () throws -> JSON) throws {
        let begun = Journal.clock
        do {
            _ = try call()
            try note(kind, held, begun: begun)
        } catch let error as AthenaError where error.code == .leaseLost {
            try note(.lost, held, begun: begun)
        }
    }

    private func note(_ kind: DemoAct.Kind, _ held: Held, begun: Int64) throws {
        guard let act = DemoAct(kind, lease: held.token, begun: begun, answered: Journal.clock) else {
            throw AthenaError.invalid("The lease \(held.token.quotedForMessage) has not the form of a lease.")
        }
        try journal.note(act)
    }
}
