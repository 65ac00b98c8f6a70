import AthenaCore
import AthenaJSON
import AthenaTestKit
import Testing

@Suite("Full-text search")
struct SearchTests {
    private func found(_ desk: Desk, _ text: String) async throws -> [String] {
        Desk.texts(try await desk.call("search", ["text": .string(text)])["tasks"], "id")
    }

    @Test("titles, contents, results, errors and notes are found as soon as they are there")
    func findsEverywhere() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let one = try await desk.create("body with Überraschung", ["title": "Walrus"])
            let two = try await desk.create("other")
            #expect(try await found(desk, "walrus") == [one])
            #expect(try await found(desk, "uberraschung") == [one])
            try await desk.call("add_note", ["task_id": .string(two), "note": "seen a pangolin"])
            #expect(try await found(desk, "pango") == [two])
            try await desk.complete(try await desk.start(one, by: "a1"), ["animal": "axolotl"])
            #expect(try await found(desk, "axolotl") == [one])
            let lease = try await desk.start(two, by: "a1")
            try await desk.call("fail_task", ["lease": .string(lease), "error": "bitten by a quokka"])
            #expect(try await found(desk, "quokka bitten") == [two])
            #expect(try await found(desk, "quokka walrus") == [])
        }
    }

    @Test("an edited text is found as it is now and not as it was")
    func followsEdits() async throws {
        try await Desk.open { desk in
            let id = try await desk.create("heron", ["title": "bird"])
            #expect(try await found(desk, "heron") == [id])
            try await desk.call("update_task", ["task_id": .string(id), "content": "egret"])
            #expect(try await found(desk, "heron") == [])
            #expect(try await found(desk, "egret") == [id])
        }
    }

    @Test(
        "nothing in a text is search syntax",
        arguments: [
            "\"", "a\" OR \"b", "title:x", "NEAR(a b)", "a*", "(", "a AND NOT b", "x'; DROP TABLE tasks;--", "^a", "-b",
            "{a b}:c",
        ]
    )
    func quotes(text: String) async throws {
        try await Desk.open { desk in
            _ = try await desk.create("nothing of the kind")
            do {
                #expect(try await found(desk, text).isEmpty)
            } catch let error as AthenaError {
                #expect(error.code == .invalidArgument)
            }
        }
    }

    @Test("hits are paged, each once")
    func pages() async throws {
        try await Desk.open { desk in
            var made: Set<String> = []
            for number in 0..<23 { made.insert(try await desk.create("common words \(number)")) }
            var arguments: JSONObject = ["text": "common", "limit": 5]
            var seen: [String] = []
            while true {
                let page = try await desk.call("search", arguments)
                seen += Desk.texts(page["tasks"], "id")
                guard let more = page["more"] else { break }
                arguments["cursor"] = more
            }
            #expect(seen.count == 23)
            #expect(Set(seen) == made)
        }
    }

    @Test("what was pruned is not found any more, what was not still is")
    func forgetsPruned() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let old = try await desk.create("ancient secret", ["title": "old"])
            try await desk.complete(try await desk.start(old, by: "a1"))
            #expect(try await found(desk, "secret") == [old])
            desk.time.pass(milliseconds: 10_000)
            let cut = desk.time.now().wall
            desk.time.pass(milliseconds: 10_000)
            let new = try await desk.create("fresh secret")
            let pruned = try await desk.call("prune", ["before": .integer(cut)])
            #expect(pruned["tasks"] == 1)
            #expect(try await found(desk, "secret") == [new])
        }
    }

    @Test(
        "open tasks are found after their beginnings were pruned, also by an index that is made anew",
        arguments: [true, false]
    )
    func survivesPruning(isLost: Bool) async throws {
        try await Desk.open { desk in
            var open: [String] = []
            for number in 0..<450 { open.append(try await desk.create("walrus \(number)")) }
            #expect(try await found(desk, "walrus 449") == [open[449]])
            try await desk.register("a1")
            desk.time.pass(milliseconds: 10_000)
            try await desk.call("prune", ["before": .integer(desk.time.now().wall)])
            if isLost { try await desk.loseSearchIndex() }
            #expect(try await found(desk, "walrus 0") == [open[0]])
            #expect(try await found(desk, "walrus 449") == [open[449]])
            let late = try await desk.create("walrus late")
            #expect(try await found(desk, "walrus late") == [late])
        }
    }
}
