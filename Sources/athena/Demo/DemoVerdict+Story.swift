/// The story that a demonstration promises: one fails, one is killed at work, one is too slow.
extension DemoVerdict {
    /// Parts of the story that did not happen.
    var storyFaults: [String] {
        let failing = evidence.cast.name(of: .failing)
        let doomed = evidence.cast.name(of: .doomed)
        let slow = evidence.cast.name(of: .slow)
        var faults: [String] = []
        if !ended(failing, as: .failed) { faults.append("\(failing) did not fail its first task") }
        if !ended(slow, as: .lost) { faults.append("\(slow) was not too slow for its first lease") }
        let last = evidence.journals[doomed] ?? []
        if !evidence.killed.contains(doomed) || last.map(\.kind) != [.claimed] {
            faults.append("\(doomed) was not killed in the middle of its first task")
        }
        return faults
    }

    /// Whether a worker's first task ended in a certain way.
    private func ended(_ worker: String, as kind: DemoAct.Kind) -> Bool {
        guard let acts = evidence.journals[worker], let first = acts.first, acts.count > 1 else { return false }
        return first.kind == .claimed && acts[1].lease == first.lease && acts[1].kind == kind
    }

    /// What happened, by the journals.
    static func facts(of evidence: DemoEvidence) -> [String] {
        let acts = evidence.journals.values.joined()
        func count(_ kind: DemoAct.Kind) -> Int { acts.count { $0.kind == kind } }
        let held = evidence.killed.flatMap { worker in
            (evidence.journals[worker]?.last).map { ["\(worker) while it held \($0.task)"] } ?? []
        }
        let open = evidence.after.byID.values.count { !$0.hasEnded && !evidence.demanded.contains($0.id) }
        return [
            "\(evidence.demanded.count) tasks, \(count(.claimed)) leases, \(evidence.journals.count) agents",
            "\(count(.completed)) completed, \(count(.failed)) failed and tried again",
            "killed: \(held.sorted().joined(separator: ", "))",
            "refused because the lease was lost: \(count(.lost)) late completions",
        ] + (open > 0 ? ["\(open) tasks are put off, or wait for such a one, and were left alone"] : [])
    }
}
