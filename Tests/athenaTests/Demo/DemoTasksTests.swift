import AthenaJSON
import Testing

@testable import athena

@Suite("What a demonstration demands of a plan")
struct DemoTasksTests {
    private static let now: Int64 = 1_000_000

    private static func demanded(_ records: [JSON]) -> Set<String> { DemoTasks(records).within(now) }

    private static func deferred(_ record: JSON, until time: Int64) -> JSON {
        var task = record.objectValue ?? [:]
        task["run_after"] = .integer(time)
        return .object(task)
    }

    @Test("what can be done is demanded, children and dependencies first")
    func everything() {
        let tasks = [DemoScene.task(1), DemoScene.task(2, parent: 1), DemoScene.task(3, "blocked", waitsFor: [2])]
        #expect(Self.demanded(tasks) == ["t1", "t2", "t3"])
    }

    @Test("what has ended is not")
    func ended() {
        let tasks = ["completed", "failed", "cancelled"].enumerated().map { DemoScene.task($0.offset + 1, $0.element) }
        #expect(Self.demanded(tasks).isEmpty)
    }

    @Test("what is put off is left alone, with all that waits for it")
    func putOff() {
        let tasks = [
            Self.deferred(DemoScene.task(1), until: Self.now + 86_400_000), DemoScene.task(2, waitsFor: [1]),
            DemoScene.task(3, waitsFor: [2]), DemoScene.task(4),
        ]
        #expect(Self.demanded(tasks) == ["t4"])
    }

    @Test("what is due at once is not put off")
    func dueSoon() {
        #expect(Self.demanded([Self.deferred(DemoScene.task(1), until: Self.now + 1_000)]) == ["t1"])
    }

    @Test("what waits for something cancelled or unknown is left alone, unless it ignores that")
    func stuck() {
        var ignoring = DemoScene.task(3, waitsFor: [1]).objectValue ?? [:]
        ignoring["on_dependency_failure"] = "ignore"
        let tasks = [
            DemoScene.task(1, "cancelled"), DemoScene.task(2, waitsFor: [1]), .object(ignoring),
            DemoScene.task(4, waitsFor: [9]),
        ]
        #expect(Self.demanded(tasks) == ["t3"])
    }

    @Test("the cast covers each set of skills twice over, and those that make trouble can do anything")
    func cast() {
        let sets = [["a", "b"], ["c"], ["d"], ["e"]]
        for count in DemoCast.smallest...12 {
            let cast = DemoCast(of: count, for: sets)
            #expect(cast.members.count == count && Set(cast.members.map(\.name)).count == count)
            for set in sets {
                let able = cast.members.filter { $0.role == .steady && Set($0.skills).isSuperset(of: set) }
                #expect(able.count >= min(2, count - 3))
            }
            #expect(cast.members.prefix(3).map(\.role) == DemoRole.troubled)
            #expect(cast.members.prefix(3).allSatisfy { $0.skills == ["a", "b", "c", "d", "e"] })
        }
    }
}
