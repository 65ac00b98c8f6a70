import AthenaJSON
import Testing

@testable import athena

@Suite("The plan of a demonstration")
struct DemoPlanTests {
    private static func task(_ ref: String, parent: String? = nil, _ dependencies: [String] = []) -> JSONObject {
        var task: JSONObject = ["ref": .string(ref), "content": "Work"]
        task["parent"] = parent.map { .string("#\($0)") }
        if !dependencies.isEmpty { task["dependencies"] = .array(dependencies.map { .string("#\($0)") }) }
        return task
    }

    private static func refs(_ tasks: [JSONObject]) -> [String] { tasks.compactMap { $0["ref"]?.stringValue } }

    @Test("parents are created before their children, whatever the order of the lines")
    func parentsFirst() throws {
        let plan = try DemoPlan([
            Self.task("c", parent: "b"), Self.task("b", parent: "a"), Self.task("x"), Self.task("a"),
        ])
        #expect(Self.refs(plan.tasks) == ["a", "b", "c", "x"])
    }

    @Test(
        "a task above itself is refused",
        arguments: [["a": "a"], ["a": "b", "b": "a"], ["a": "b", "b": "c", "c": "b"]]
    )
    func circle(parents: [String: String]) {
        #expect(throws: (any Error).self) {
            try DemoPlan(parents.sorted { $0.key < $1.key }.map { Self.task($0.key, parent: $0.value) })
        }
    }

    @Test("a long plan is created in several calls")
    func batches() throws {
        let plan = try DemoPlan((1...1_201).map { Self.task("r\($0)") })
        #expect(plan.batches.map(\.count) == [500, 500, 201])
    }

    @Test("a reference to an earlier call becomes an id, one to a later call waits, one within a call stays")
    func references() {
        let task = Self.task("me", parent: "old", ["old", "new", "near", "unknown"])
        let split = DemoPlan.split(task, known: ["old": "t1"], later: ["new"])
        #expect(split.task["parent"] == "t1")
        #expect(split.task["dependencies"] == ["t1", "#near", "#unknown"])
        #expect(split.later == ["new"])
    }

    @Test("retries are quick")
    func hastened() {
        let task = DemoPlan.hastened(["content": "Work", "retry_delay_seconds": 600])
        #expect(task["retry_delay_seconds"] == 1 && task["max_attempts"] == 20)
    }
}
