import AthenaJSON

@testable import athena

/// A sound demonstration of four tasks, for tests to spoil.
///
/// t1 has the child t2; t3 depends on t2; t4 stands alone. One worker fails t2, one is killed while it holds t4, one is too
/// slow for t4.
enum DemoScene {
    static let cast = DemoCast(of: 4, for: [["swift"], ["sql"]])
    static let failing = cast.name(of: .failing)
    static let doomed = cast.name(of: .doomed)
    static let slow = cast.name(of: .slow)
    static let steady = cast.name(of: .steady)

    static func evidence() -> DemoEvidence {
        DemoEvidence(
            before: DemoTasks([task(1), task(2, parent: 1), task(3, waitsFor: [2]), task(4)]),
            after: DemoTasks([
                task(1, "completed", attempts: [(1, steady, "completed")]),
                task(2, "completed", parent: 1, attempts: [(1, failing, "failed"), (2, steady, "completed")]),
                task(3, "completed", waitsFor: [2], attempts: [(1, failing, "completed")]),
                task(4, "completed", attempts: [(1, doomed, "lost"), (2, slow, "lost"), (3, steady, "completed")]),
            ]),
            demanded: ["t1", "t2", "t3", "t4"],
            cast: cast,
            journals: [
                failing: [act(.claimed, 2, 1, at: 10), act(.failed, 2, 1, at: 12)]
                    + [act(.claimed, 3, 1, at: 22), act(.completed, 3, 1, at: 24)],
                doomed: [act(.claimed, 4, 1, at: 11)],
                slow: [act(.claimed, 4, 2, at: 30), act(.lost, 4, 2, at: 40)],
                steady: [act(.claimed, 2, 2, at: 15), act(.completed, 2, 2, at: 20)]
                    + [act(.claimed, 1, 1, at: 25), act(.completed, 1, 1, at: 26)]
                    + [act(.claimed, 4, 3, at: 41), act(.completed, 4, 3, at: 42)],
            ],
            killed: [doomed]
        )
    }

    /// An act that the server answered at a moment, one tick after it was asked.
    static func act(_ kind: DemoAct.Kind, _ task: Int, _ fence: Int64, at moment: Int64) -> DemoAct {
        DemoAct(kind, task: "t\(task)", fence: fence, begun: moment - 1, answered: moment)
    }

    /// A line of an export.
    static func task(
        _ number: Int,
        _ status: String = "pending",
        parent: Int? = nil,
        waitsFor: [Int] = [],
        attempts: [(fence: Int64, agent: String, outcome: String)] = []
    ) -> JSON {
        var json: JSONObject = ["_type": "task", "id": .string("t\(number)"), "status": .string(status)]
        json["requirements"] = .array([number == 4 ? "sql" : "swift"])
        json["parent"] = parent.map { .string("t\($0)") }
        json["dependencies"] = .array(waitsFor.map { .string("t\($0)") })
        json["attempts"] = .array(
            attempts.map { ["fence": .integer($0.fence), "agent": .string($0.agent), "outcome": .string($0.outcome)] }
        )
        return .object(json)
    }
}
