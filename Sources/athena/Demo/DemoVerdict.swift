internal import AthenaJSON

/// What really happened, computed from exports and from what the workers wrote down.
///
/// The attempts that the server recorded prove nothing here; they only have to agree with the journals.
struct DemoVerdict {
    /// Faults found, as sentences; none is what is promised.
    private(set) var faults: [String] = []
    /// What happened, as sentences.
    let facts: [String]

    let evidence: DemoEvidence
    /// Every act with its worker, in order.
    let acts: [(worker: String, act: DemoAct)]
    /// The acts that ended a task, by task.
    let completions: [String: [(worker: String, act: DemoAct)]]

    /// Judges a run.
    init(_ evidence: DemoEvidence) {
        self.evidence = evidence
        acts = evidence.acts
        completions = Dictionary(grouping: acts.filter { $0.act.kind == .completed }, by: \.act.task)
        facts = Self.facts(of: evidence)
        faults = completionFaults + grantFaults + capabilityFaults + orderFaults + disagreements + storyFaults
    }

    /// Each task is completed once over all journals, and the export says so too.
    private var completionFaults: [String] {
        var faults: [String] = []
        for id in evidence.demanded.sorted(by: Self.byNumber) where completions[id] == nil {
            faults.append("no worker completed \(id)")
        }
        for (id, ends) in completions.sorted(by: { Self.byNumber($0.key, $1.key) }) {
            if ends.count > 1 {
                faults.append("\(id) was completed by \(ends.map(\.worker).joined(separator: " and "))")
            }
            let status = evidence.after.byID[id]?.status ?? "missing"
            if status != "completed" { faults.append("\(id) was completed, but the export says \(status)") }
        }
        for (id, task) in evidence.after.byID
        where task.status == "completed" && completions[id] == nil && evidence.before.byID[id]?.hasEnded != true {
            faults.append("the export says that \(id) is completed, but no worker did it")
        }
        return faults
    }

    /// No lease is given out twice, and nobody ends what it was not given.
    private var grantFaults: [String] {
        var holders: [String: String] = [:]
        return acts.compactMap { worker, act in
            if act.kind == .claimed {
                guard let other = holders.updateValue(worker, forKey: act.lease) else { return nil }
                return "\(act.lease) was given to \(other) and to \(worker)"
            }
            return holders[act.lease] == worker ? nil : "\(worker) ended \(act.lease), which it was not given"
        }
    }

    /// Who was given a task has every skill that the task needs.
    private var capabilityFaults: [String] {
        let skills = evidence.cast.skills
        return acts.filter { $0.act.kind == .claimed }.compactMap { worker, act in
            guard let task = evidence.after.byID[act.task] else {
                return "\(worker) was given \(act.task), which the export does not have"
            }
            let missing = task.needs.subtracting(skills[worker] ?? [])
            return missing.isEmpty ? nil : "\(act.task) went to \(worker), which lacks \(missing.sorted())"
        }
    }

    /// Nobody was given a task before everything that it waits for had ended.
    private var orderFaults: [String] {
        acts.filter { $0.act.kind == .claimed }.flatMap { worker, act -> [String] in
            guard let task = evidence.after.byID[act.task] else { return [] }
            return task.waitsFor.sorted(by: Self.byNumber).compactMap { cause in
                reason(why: cause, heldBack: task, at: act.answered).map { "\(worker) began \(act.task) \($0)" }
            }
        }
    }

    /// Why a task could not be begun at a moment because of one that it waits for; nil when it could.
    private func reason(why cause: String, heldBack task: DemoTask, at moment: Int64) -> String? {
        if evidence.before.byID[cause]?.hasEnded == true { return nil }
        if let end = completions[cause]?.map(\.act.begun).min() {
            return end < moment ? nil : "before \(cause) was completed"
        }
        let status = evidence.after.byID[cause]?.status
        if task.ignoresFailures, status == "failed" || status == "cancelled" { return nil }
        return "though \(cause) never ended"
    }

    /// Where the server's record of attempts and the journals tell two stories.
    private var disagreements: [String] {
        var recorded: [String: (worker: String, outcome: String)] = [:]
        for task in evidence.after.byID.values {
            for attempt in task.attempts {
                let lease = "\(task.id).\(attempt["fence"]?.integerValue ?? 0)"
                recorded[lease] = (attempt["agent"]?.stringValue ?? "", attempt["outcome"]?.stringValue ?? "")
            }
        }
        var told: Set<String> = []
        let unrecorded = acts.compactMap { worker, act -> String? in
            told.insert(act.lease)
            guard let attempt = recorded[act.lease], attempt.worker == worker,
                act.kind == .claimed || attempt.outcome == act.kind.rawValue
            else { return "the server's record of \(act.lease) is not what \(worker) wrote: \(act.kind.rawValue)" }
            return nil
        }
        let untold = recorded.filter { ["completed", "failed"].contains($0.value.outcome) && !told.contains($0.key) }
        return unrecorded
            + untold.keys.filter { isOfThisRun($0) }.map { "the server records \($0), which no worker wrote down" }
    }

    private func isOfThisRun(_ lease: String) -> Bool {
        let id = lease.split(separator: ".").first.map(String.init) ?? ""
        return evidence.before.byID[id]?.hasEnded != true
    }

    /// `t9` before `t10`.
    static func byNumber(_ one: String, _ other: String) -> Bool {
        (one.utf8.count, one) < (other.utf8.count, other)
    }
}
