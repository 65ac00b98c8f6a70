import AthenaCore
import AthenaJSON
import Testing

/// Every call of these tests goes through `Desk.call`, which fails for an answer over 32 KB.
@Suite("The size of answers")
struct AnswerLimitTests {
    /// All parts of a text, put together again.
    private func whole(_ field: String, of task: String, _ desk: Desk) async throws -> String {
        let arguments: JSONObject = ["task_id": .string(task), "detail": "full"]
        let first = try await desk.call("get_task_status", arguments)
        var text = first[field]?.stringValue ?? first[field]?.text ?? ""
        var more = first["more"]?[field]
        while let cursor = more {
            var next = arguments
            next["cursor"] = cursor
            let part = try await desk.call("get_task_status", next)
            #expect(part["field"] == .string(field))
            text += part["text"]?.stringValue ?? ""
            more = part["more"]?[field]
        }
        return text
    }

    @Test("a long content is read in parts, byte for byte", arguments: ["x", "é\"\\\n", "👩‍🔬", "\u{1}"])
    func longContent(piece: String) async throws {
        try await Desk.open { desk in
            let content = String(repeating: piece, count: TaskLimits.content / piece.utf8.count)
            let id = try await desk.create(content)
            let read = try await whole("content", of: id, desk)
            #expect(read.utf8.elementsEqual(content.utf8))
        }
    }

    @Test("a long result is read in parts and is the same JSON")
    func longResult() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let id = try await desk.create(
                "long",
                ["metadata": ["note": .string(String(repeating: "m", count: 16_000))]]
            )
            let result = JSON.array((0..<12_000).map { .string("row number \($0)") })
            #expect(result.bytes.count > 200_000)
            try await desk.complete(try await desk.start(id, by: "a1"), result)
            #expect(try JSON(parsing: try await whole("result", of: id, desk)) == result)
        }
    }

    @Test("several tasks are shown as far as they fit, the others are named")
    func manyTasks() async throws {
        try await Desk.open { desk in
            var ids: [String] = []
            for _ in 0..<8 { ids.append(try await desk.create(String(repeating: "y", count: 10_000))) }
            var wanted = ids
            var seen: [String] = []
            while !wanted.isEmpty {
                let answer = try await desk.call(
                    "get_task_status",
                    ["task_ids": .array(wanted.map { .string($0) }), "detail": "full"]
                )
                seen += Desk.texts(answer["tasks"], "id")
                wanted = Desk.texts(answer["left_out"])
                #expect(wanted.isEmpty == (answer["hint"] == nil))
            }
            #expect(seen == ids)
        }
    }

    @Test("a claim of many large tasks is cut, says so, and the whole can be read")
    func largeClaim() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", maxConcurrent: 20)
            let content = String(repeating: "z", count: 60_000)
            for _ in 0..<20 { _ = try await desk.create(content, ["title": "large"]) }
            let answer = try await desk.call("claim_task", ["agent_id": "a1", "max": 20])
            let tasks = answer["tasks"]?.arrayValue ?? []
            #expect(tasks.count == 20)
            #expect(tasks.allSatisfy { $0["cut"] == true && $0["lease"] != nil })
            #expect(tasks.allSatisfy { ($0["content"]?.stringValue ?? "").utf8.count > 500 })
            #expect(answer["hint"] != nil)
            #expect(try await whole("content", of: "t7", desk) == content)
        }
    }

    @Test("a brief with large inputs and earlier attempts stays within the cap")
    func largeBrief() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", maxConcurrent: 20)
            var dependencies: [JSON] = []
            for number in 0..<5 {
                let id = try await desk.create("part \(number)")
                try await desk.complete(
                    try await desk.start(id, by: "a1"),
                    .string(String(repeating: "r", count: 9_000))
                )
                dependencies.append(.string(id))
            }
            let id = try await desk.create(
                String(repeating: "c", count: 30_000),
                ["dependencies": .array(dependencies), "retry_delay_seconds": 0]
            )
            let lease = try await desk.start(id, by: "a1")
            try await desk.call(
                "fail_task",
                [
                    "lease": .string(lease), "error": .string(String(repeating: "e", count: 8_000)),
                    "partial_result": .string(String(repeating: "p", count: 100_000)),
                ]
            )
            _ = try await desk.orchestrator.sweep()
            let brief = try #require(try await desk.claim("a1"))
            #expect(brief["task_id"] == .string(id))
            #expect(brief["attempt"] == 2)
            #expect(brief["cut"] == true)
            #expect((brief["content"]?.stringValue?.utf8.count ?? 0) > 20_000)
        }
    }

    @Test("a long log is cut and goes on without a gap")
    func longLog() async throws {
        try await Desk.open { desk in
            for number in 0..<120 { _ = try await desk.create("task \(number)", ["type": "check"]) }
            var after: JSON = 0
            var sequences: [Int64] = []
            var pages = 0
            while true {
                let page = try await desk.call("query_events", ["after": after, "limit": 500, "fields": "full"])
                sequences += page["events"]?.arrayValue?.compactMap { $0["sequence"]?.integerValue } ?? []
                pages += 1
                guard let more = page["more_after"] else { break }
                after = more
            }
            #expect(sequences == Array(1...120))
            #expect(pages > 1)
        }
    }

    @Test("a list of wordy tasks is cut with a cursor that goes on")
    func wordyList() async throws {
        try await Desk.open { desk in
            for _ in 0..<120 { _ = try await desk.create("x", ["title": .string(String(repeating: "t", count: 500))]) }
            let first = try await desk.call("query_tasks", ["limit": 200])
            let shown = first["tasks"]?.arrayValue?.count ?? 0
            #expect((1..<120).contains(shown))
            #expect(first["hint"] != nil)
            let second = try await desk.call("query_tasks", ["limit": 200, "cursor": first["more"] ?? .null])
            let all = Desk.texts(first["tasks"], "id") + Desk.texts(second["tasks"], "id")
            #expect(Set(all).count == all.count)
            #expect(all.count > shown)
        }
    }
}
