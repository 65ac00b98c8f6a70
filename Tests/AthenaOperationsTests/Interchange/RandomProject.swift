import AthenaCore
import AthenaJSON
import AthenaOperations
import AthenaTestKit

/// A project made by random operations; those that are refused are part of it.
struct RandomProject {
    let desk: Desk
    private var dice: Dice
    private var tasks: [String] = []
    private var goals: [String] = []
    private var leases: [String] = []

    init(_ desk: Desk, seed: UInt64) {
        self.desk = desk
        dice = Dice(seed: seed)
    }

    private static let skills: [JSON] = ["sql", "swift", "gpu", "docs"]
    private static let agents = ["ann", "bob", "cat", "dan"]

    /// Does this many things, and everything that is rare once.
    mutating func run(steps: Int) async throws {
        for agent in Self.agents { await attempt("register_agent", register(agent)) }
        for _ in 0..<steps { try await act() }
        try await makeTheRare()
        _ = try await desk.orchestrator.sweep()
    }

    @discardableResult
    private func attempt(_ operation: String, _ arguments: JSONObject) async -> JSON? {
        // Whether a random call is legal is what the other tests look at.
        try? await desk.call(operation, arguments)
    }

    private mutating func act() async throws {
        switch dice.roll(20) {
        case 0, 1, 2, 3: await create()
        case 4, 5, 6: await claim()
        case 7, 8: await use("complete_task", ["result": result(), "metrics": ["duration_ms": 40, "cost_usd": 0.25]])
        case 9, 10: await use("fail_task", failure())
        case 11: await use("release_task", ["note": "not mine"])
        case 12: await use("ask_task", ["question": "Which \(dice.roll(9))?"])
        case 13: await use("heartbeat_task", ["progress": .integer(Int64(dice.roll(101))), "note": "on it"])
        case 14: await onTask(["answer_task": ["answer": "this"], "add_note": ["note": "näme \u{1F680}"]])
        case 15: await onTask(["cancel_task": ["reason": "no"], "retry_task": [:], "assign_task": ["agent_id": "ann"]])
        case 16: await edit()
        case 17: await goal()
        case 18: await fleet()
        default:
            desk.time.pass(milliseconds: Int64(dice.roll(120_000)))
            _ = try await desk.orchestrator.sweep()
        }
    }

    private mutating func register(_ agent: String) -> JSONObject {
        let skills = Self.skills.filter { _ in dice.flip() }
        var arguments: JSONObject = ["agent_id": .string(agent), "skills": .array(skills)]
        arguments["max_concurrent"] = .integer(Int64(2 + dice.roll(5)))
        if dice.flip() { arguments["metadata"] = ["model": "m\(dice.roll(3))", "n": 1.5] }
        return arguments
    }

    private mutating func create() async {
        let count = 1 + dice.roll(4)
        var batch: [JSON] = []
        for number in 0..<count {
            var task = fields()
            task["ref"] = .string("r\(number)")
            if number > 0, dice.flip() { task["dependencies"] = [.string("#r\(dice.roll(number))")] }
            if number > 0, dice.roll(3) == 0 { task["parent"] = .string("#r\(dice.roll(number))") }
            batch.append(.object(task))
        }
        let answer = await attempt("create_task", ["tasks": .array(batch)])
        tasks += Desk.texts(answer?["task_ids"])
    }

    private mutating func fields() -> JSONObject {
        let number = dice.roll(1_000_000)
        var task: JSONObject = ["content": .string("Do \(number)\nand \"more\"")]
        task["priority"] = .string(Priority.allCases[dice.roll(4)].word)
        if dice.flip() { task["type"] = .string(["build", "review.code"][dice.roll(2)]) }
        if dice.flip() { task["requirements"] = .array([Self.skills[dice.roll(4)]]) }
        if dice.flip() { task["labels"] = ["a", .string("ü \(dice.roll(5))")] }
        if dice.flip() { task["metadata"] = ["deep": [1, [2.25, .null, true]], "text": "x"] }
        if dice.roll(3) == 0 { task["external_ref"] = .string("own-\(number)") }
        if dice.flip() { task["on_dependency_failure"] = .string(["cancel", "ignore"][dice.roll(2)]) }
        if dice.flip() { task["deadline"] = .integer(1_800_000_000_000 + Int64(number)) }
        if dice.roll(4) == 0 { task["run_after"] = .integer(1_800_000_000_000 + Int64(number)) }
        if dice.flip() { task["max_attempts"] = .integer(Int64(1 + dice.roll(4))) }
        if dice.flip() { task["retry_delay_seconds"] = .integer(Int64(dice.roll(100))) }
        if dice.flip() { task["lease_seconds"] = .integer(Int64(60 + dice.roll(600))) }
        if dice.flip() { task["estimated_ms"] = .integer(Int64(number)) }
        task["goal"] = dice.pick(goals).map { .string($0) }
        if let other = dice.pick(tasks), dice.roll(3) == 0 { task["dependencies"] = [.string(other)] }
        return task
    }

    private mutating func claim() async {
        guard let agent = dice.pick(Self.agents) else { return }
        let brief = await attempt("claim_task", ["agent_id": .string(agent)])
        leases += Desk.texts(brief?["tasks"], "lease")
    }

    private mutating func use(_ operation: String, _ more: JSONObject) async {
        guard let lease = dice.pick(leases) else { return }
        var arguments = more
        arguments["lease"] = .string(lease)
        _ = await attempt(operation, arguments)
    }

    private mutating func result() -> JSON {
        switch dice.roll(5) {
        case 0: .null
        case 1: .array((0..<3_000).map { .integer($0) })
        case 2: (0..<50).reduce(JSON.string("deep")) { inner, _ in [inner] }
        default: ["rows": .integer(Int64(dice.roll(9))), "share": 0.1, "whole": 2.0]
        }
    }

    private mutating func failure() -> JSONObject {
        let kinds = FailureKind.allCases
        return [
            "error": .string("broke \(dice.roll(99))"), "kind": .string(kinds[dice.roll(kinds.count)].rawValue),
            "should_retry": .bool(dice.flip()), "partial_result": result(),
        ]
    }

    private mutating func onTask(_ choices: [String: JSONObject]) async {
        guard let task = dice.pick(tasks), let operation = dice.pick(choices.keys.sorted()) else { return }
        var arguments = choices[operation] ?? [:]
        arguments["task_id"] = .string(task)
        _ = await attempt(operation, arguments)
    }

    private mutating func edit() async {
        guard let task = dice.pick(tasks), let other = dice.pick(tasks) else { return }
        var arguments: JSONObject = ["task_id": .string(task), "title": .string("T\(dice.roll(99))")]
        arguments["priority"] = .string(Priority.allCases[dice.roll(4)].word)
        if dice.flip() { arguments["add_dependencies"] = [.string(other)] }
        _ = await attempt("update_task", arguments)
    }

    private mutating func goal() async {
        var arguments: JSONObject = ["title": .string("Goal \(goals.count)")]
        if dice.flip() { arguments["description"] = "why" }
        if dice.flip() { arguments["deadline"] = 1_900_000_000_000 }
        arguments["parent"] = dice.pick(goals).map { .string($0) }
        let answer = await attempt("create_goal", arguments)
        if let id = answer?["goal"]?.stringValue { goals.append(id) }
    }

    private mutating func fleet() async {
        guard let name = dice.pick(Self.agents) else { return }
        let agent = JSON.string(name)
        let skill = Self.skills[dice.roll(4)]
        switch dice.roll(5) {
        case 0: _ = await attempt("register_agent", register(name))
        case 1:
            let action: JSON = dice.flip() ? "teach" : "revoke"
            _ = await attempt("set_agent_skill", ["agent_id": agent, "skill": skill, "action": action])
        case 2: _ = await attempt("set_agent_status", ["agent_id": agent, "status": "active"])
        case 3:
            _ = await attempt(
                "update_agent_performance",
                ["agent_id": agent, "success": .bool(dice.flip()), "duration_ms": 77, "skill": skill]
            )
        default: await relate(agent)
        }
    }

    private mutating func relate(_ agent: JSON) async {
        let task = dice.pick(tasks) ?? "project:default"
        let goal = dice.pick(goals) ?? "skill:sql"
        let additions: [JSON] = [
            ["entity": .string("TOOL:hammer \(dice.roll(5))")],
            ["from": .string(task), "relation": "mentions", "to": .string(goal)],
            ["from": "agent:ann", "relation": "LIKES", "to": "PLACE:a:b"],
            ["from": "project:default", "relation": "USES", "to": .string(task)],
        ]
        _ = await attempt("query_graph", ["add": .array(additions)])
    }

    /// What random calls come by too seldom: revoked and taught skills, agents aside and gone, a long history.
    private mutating func makeTheRare() async throws {
        try await desk.register("gone", "sql")
        try await desk.succeed("gone", durationMs: 12)
        try await desk.call("deregister_agent", ["agent_id": "gone"])
        try await desk.register("aside", "gpu", "sql")
        try await desk.call("set_agent_skill", ["agent_id": "aside", "skill": "taught.it"])
        try await desk.call("set_agent_skill", ["agent_id": "aside", "skill": "gpu", "action": "revoke"])
        let talkative = try await desk.create("a long story")
        let lease = try await desk.start(talkative, by: "aside")
        for number in 0..<120 {
            let note = String(repeating: "\(number) ", count: 1_000)
            try await desk.call("heartbeat_task", ["lease": .string(lease), "note": .string(note)])
        }
        let asked = try await desk.start(try await desk.create("ask"), by: "aside")
        try await desk.call("ask_task", ["lease": .string(asked), "question": "which?"])
        try await desk.call("assign_task", ["task_id": .string(try await desk.create("kept")), "agent_id": "aside"])
        try await desk.call("set_agent_status", ["agent_id": "aside", "status": "paused"])
    }
}
