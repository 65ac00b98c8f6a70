import AthenaJSON
import Testing

@testable import athena

@Suite("The verdict on a demonstration")
struct DemoVerdictTests {
    /// A fault that is planted into a sound run, and words of what the verdict has to say then.
    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let words: String
        let plant: @Sendable (inout DemoEvidence) -> Void

        init(_ name: String, _ words: String, _ plant: @escaping @Sendable (inout DemoEvidence) -> Void) {
            (self.name, self.words, self.plant) = (name, words, plant)
        }

        var testDescription: String { name }
    }

    @Test("a sound run has no fault")
    func sound() {
        let verdict = DemoVerdict(DemoScene.evidence())
        #expect(verdict.faults.isEmpty, "\(verdict.faults)")
        #expect(verdict.facts.first == "4 tasks, 7 leases, 4 agents")
    }

    @Test("each planted fault is found", arguments: Self.ofWork + Self.ofOrder + Self.ofTheServer + Self.ofTheStory)
    func found(fault: Fault) {
        var evidence = DemoScene.evidence()
        fault.plant(&evidence)
        let faults = DemoVerdict(evidence).faults
        #expect(faults.contains { $0.contains(fault.words) }, "\(fault.name): \(faults)")
    }

    private static let ofWork = [
        Fault("a task that nobody completed", "no worker completed t1") {
            $0.journals[DemoScene.steady]?.removeAll { $0.task == "t1" }
        },
        Fault("a task that two completed", "t1 was completed by") {
            $0.journals[DemoScene.failing, default: []] += [
                DemoScene.act(.claimed, 1, 2, at: 27), DemoScene.act(.completed, 1, 2, at: 28),
            ]
        },
        Fault("a task that one completed twice", "t1 was completed by") {
            $0.journals[DemoScene.steady, default: []].append(DemoScene.act(.completed, 1, 1, at: 28))
        },
        Fault("an export in which a task is open", "t1 was completed, but the export says running") {
            $0.after = DemoTasks([DemoScene.task(1, "running")])
        },
        Fault("an export without a task", "t1 was completed, but the export says missing") {
            $0.after = DemoTasks([])
        },
        Fault("a completion that nobody wrote down", "t9 is completed, but no worker did it") {
            $0.after = DemoTasks([DemoScene.task(9, "completed")])
        },
        Fault("a lease that two hold", "t1.1 was given to") {
            $0.journals[DemoScene.failing, default: []].append(DemoScene.act(.claimed, 1, 1, at: 30))
        },
        Fault("an end without a lease", "ended t1.7, which it was not given") {
            $0.journals[DemoScene.steady, default: []].append(DemoScene.act(.failed, 1, 7, at: 30))
        },
        Fault("a worker without the skill", "t4 went to \(DemoScene.steady), which lacks") {
            let everything = DemoScene.cast.members.filter { $0.role != .steady }
            let unskilled = DemoMember(name: DemoScene.steady, role: .steady, skills: ["swift"])
            $0.cast = DemoCast(members: everything + [unskilled])
        },
    ]

    private static let ofOrder = [
        Fault("a task begun before its dependency", "began t3 before t2 was completed") {
            $0.journals[DemoScene.failing] = [
                DemoScene.act(.claimed, 2, 1, at: 10), DemoScene.act(.failed, 2, 1, at: 12),
                DemoScene.act(.claimed, 3, 1, at: 18), DemoScene.act(.completed, 3, 1, at: 24),
            ]
        },
        Fault("a parent begun before its child", "began t1 before t2 was completed") {
            $0.journals[DemoScene.steady, default: []].insert(DemoScene.act(.claimed, 1, 2, at: 14), at: 0)
        },
        Fault("a dependency that never ended", "began t3 though t2 never ended") {
            $0.journals[DemoScene.steady]?.removeAll { $0.task == "t2" }
        },
        Fault("a dependency that nobody knows", "began t3 though t8 never ended") {
            $0.after = DemoTasks([DemoScene.task(3, "completed", waitsFor: [8])])
        },
    ]

    private static let ofTheServer = [
        Fault("a server that names another agent", "the server's record of t1.1 is not what") {
            $0.after = DemoTasks([DemoScene.task(1, "completed", attempts: [(1, DemoScene.slow, "completed")])])
        },
        Fault("a server that names another end", "the server's record of t2.1 is not what") {
            $0.after = DemoTasks([DemoScene.task(2, "completed", attempts: [(1, DemoScene.failing, "lost")])])
        },
        Fault("a server without the attempt", "the server's record of t4.3 is not what") {
            $0.after = DemoTasks([DemoScene.task(4, "completed", attempts: [(1, DemoScene.doomed, "lost")])])
        },
        Fault("an end that only the server knows", "the server records t1.5, which no worker wrote down") {
            $0.after = DemoTasks([DemoScene.task(1, "completed", attempts: [(5, DemoScene.steady, "failed")])])
        },
    ]

    private static let ofTheStory = [
        Fault("nobody failed", "\(DemoScene.failing) did not fail") {
            $0.journals[DemoScene.failing]?.removeAll { $0.kind == .failed }
        },
        Fault("the failing one never began", "\(DemoScene.failing) did not fail") {
            $0.journals[DemoScene.failing] = []
        },
        Fault("nobody was killed", "\(DemoScene.doomed) was not killed") { $0.killed = [] },
        Fault("the killed one held nothing", "\(DemoScene.doomed) was not killed in the middle") {
            $0.journals[DemoScene.doomed] = []
        },
        Fault("the killed one had finished", "\(DemoScene.doomed) was not killed in the middle") {
            $0.journals[DemoScene.doomed, default: []].append(DemoScene.act(.completed, 4, 1, at: 12))
        },
        Fault("the slow one was in time", "\(DemoScene.slow) was not too slow") {
            $0.journals[DemoScene.slow] = [
                DemoScene.act(.claimed, 4, 2, at: 30), DemoScene.act(.completed, 4, 2, at: 31),
            ]
        },
        Fault("the slow one never began", "\(DemoScene.slow) was not too slow") {
            $0.journals[DemoScene.slow] = nil
        },
    ]

    @Test("a dependency that ended before the run holds nobody back")
    func endedBefore() {
        var evidence = DemoScene.evidence()
        evidence.before = DemoTasks([DemoScene.task(2, "cancelled")])
        evidence.journals[DemoScene.steady]?.removeAll { $0.task == "t2" }
        #expect(!DemoVerdict(evidence).faults.contains { $0.contains("never ended") })
    }
}
