import AthenaCore
import AthenaJSON
import Testing

@Suite("Calls under a key")
struct IdempotencyTests {
    @Test("a repeated call answers the same and does nothing, other arguments are refused")
    func repeats() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let id = try await desk.create("one")
            let calls: [(String, JSONObject, JSONObject)] = [
                ("create_task", ["content": "x"], ["content": "y"]),
                ("add_note", ["task_id": .string(id), "note": "a"], ["task_id": .string(id), "note": "b"]),
                ("assign_task", ["task_id": .string(id), "agent_id": "a1"], ["task_id": "t9", "agent_id": "a1"]),
                ("claim_task", ["agent_id": "a1", "types": ["task"]], ["agent_id": "a1", "max": 2]),
            ]
            for (operation, arguments, others) in calls {
                var keyed = arguments
                keyed["idempotency_key"] = "once"
                let first = try await desk.call(operation, keyed)
                let head = try await desk.head()
                #expect(try await desk.call(operation, keyed) == first, "\(operation)")
                #expect(try await desk.head() == head)
                var changed = others
                changed["idempotency_key"] = "once"
                #expect(try await desk.refusal(operation, changed).code == .idempotencyMismatch, "\(operation)")
            }
        }
    }

    @Test("a key is one principal's and one project's")
    func separates() async throws {
        try await Desk.open { desk in
            let call: JSONObject = ["content": "x", "idempotency_key": "k"]
            let mine = try await desk.call("create_task", call)
            let theirs = try await desk.call("create_task", call, as: Desk.identity("token-2"))
            let elsewhere = try await desk.call("create_task", call, as: Desk.identity(project: "elsewhere"))
            #expect(Set([mine, theirs, elsewhere].compactMap { $0["task_id"]?.stringValue }).count == 3)
        }
    }

    @Test("a repeated completion answers the same, another result under it is refused")
    func completesOnce() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let id = try await desk.create()
            let lease = try await desk.start(id, by: "a1")
            let first = try await desk.complete(lease, ["rows": 1])
            #expect(try await desk.complete(lease, ["rows": 1]) == first)
            let other = try await desk.refusal("complete_task", ["lease": .string(lease), "result": ["rows": 2]])
            #expect(other.code == .illegalTransition)
            #expect(try await desk.health(of: "a1")["successes"] == 1)
        }
    }
}
