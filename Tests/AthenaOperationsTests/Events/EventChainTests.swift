import AthenaCore
import AthenaJSON
import Testing

@Suite("The event log as anybody can check it")
struct EventChainTests {
    /// The bytes that were hashed, from what the answer shows.
    private func canonical(_ event: JSON) -> [UInt8] {
        var members = event.objectValue ?? [:]
        for name in ["error_message", "previous_hash", "hash"] { members[name] = nil }
        return JSON.object(members).bytes
    }

    private func bytes(_ hexadecimal: JSON?) -> [UInt8] {
        let digits = Array((hexadecimal?.stringValue ?? "").utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap { place in
            UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16)
        }
    }

    @Test("every event follows from the one before it by its shown members alone")
    func follows() async throws {
        try await World.open { world in
            let events = try await world.desk.call("query_events", ["fields": "full", "limit": 500])["events"]?
                .arrayValue
            let log = try #require(events)
            #expect(log.count > 15)
            var previous = EventChain.genesis
            for (place, event) in log.enumerated() {
                #expect(event["sequence"] == .integer(Int64(place + 1)))
                #expect(bytes(event["previous_hash"]) == previous)
                #expect(bytes(event["hash"]) == EventChain.hash(previous: previous, canonical: canonical(event)))
                previous = bytes(event["hash"])
            }
            #expect(log.contains { $0["error_message"] == "no" && $0["error_digest"] != nil })
        }
    }

    @Test("a filtered list shows the hash of the event before each, though that is not shown itself")
    func followsInPart() async throws {
        try await World.open { world in
            let desk = world.desk
            let whole =
                try await desk.call("query_events", ["fields": "full", "limit": 500])["events"]?.arrayValue ?? []
            let part = try await desk.call(
                "query_events",
                ["fields": "full", "types": ["task.completed", "task.failed"]]
            )
            let some = try #require(part["events"]?.arrayValue)
            #expect(some.count == 2)
            for event in some { #expect(whole.contains(event)) }
        }
    }

    @Test("events are found by task, by type and by whose attempt ended")
    func filters() async throws {
        try await World.open { world in
            let desk = world.desk
            let ofTask = try await desk.call("query_events", ["task_id": .string(world.completed)])
            #expect(
                Desk.texts(ofTask["events"], "kind")
                    == ["task.created", "task.assigned", "task.started", "task.completed"]
            )
            let ofAgent = try await desk.call("query_events", ["agent_id": "worker"])
            #expect(Desk.texts(ofAgent["events"], "kind") == ["task.completed", "task.failed", "task.asked"])
            let error = try await desk.refusal("query_events", ["types": ["task.exploded"]])
            #expect(error.code == .invalidArgument)
            #expect(error.next.contains("task.created"))
        }
    }

    @Test("no text of a task or a person stands in the hashed part")
    func hidesTexts() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let id = try await desk.create("SECRET-CONTENT", ["title": "SECRET-TITLE", "labels": ["SECRET-LABEL"]])
            let lease = try await desk.start(id, by: "a1")
            try await desk.call("heartbeat_task", ["lease": .string(lease), "note": "SECRET-NOTE"])
            try await desk.call("ask_task", ["lease": .string(lease), "question": "SECRET-QUESTION"])
            try await desk.call("answer_task", ["task_id": .string(id), "answer": "SECRET-ANSWER"])
            try await desk.complete(try await desk.start(id, by: "a1"), "SECRET-RESULT")
            let log = try await desk.call("query_events", ["fields": "full", "limit": 500])
            #expect(!log.text.contains("SECRET"))
        }
    }
}
