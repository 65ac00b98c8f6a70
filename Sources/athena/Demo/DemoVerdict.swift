internal import AthenaJSON

/// What really happened, computed from an export and from what the agents wrote down, not from the server's word.
struct DemoVerdict {
    /// One task of the export.
    private struct Done {
        let id: String
        let status: String
        let needs: Set<String>
        let waitsFor: [String]
        let attempts: [JSON]

        init(_ record: JSON) {
            id = record["id"]?.stringValue ?? ""
            status = record["status"]?.stringValue ?? ""
            needs = Set((record["requirements"]?.arrayValue ?? []).compactMap(\.stringValue))
            waitsFor = (record["dependencies"]?.arrayValue ?? []).compactMap(\.stringValue)
            attempts = record["attempts"]?.arrayValue ?? []
        }

        /// Attempts that ended with a result.
        var completions: [JSON] { attempts.filter { $0["outcome"]?.stringValue == "completed" } }
        var completedAt: Int64? { completions.first?["ended_at"]?.integerValue }
    }

    /// Faults found, as sentences; none is what is promised.
    private(set) var faults: [String] = []
    /// What happened, as sentences.
    private(set) var facts: [String] = []

    /// Judges a run.
    ///
    /// - Parameters:
    ///   - records: every line of the export.
    ///   - finishedBefore: ids that had ended before the run began.
    ///   - skills: what each worker can do.
    ///   - journals: what each worker wrote down.
    ///   - killed: workers whose last acts may be missing.
    init(
        records: [JSON],
        finishedBefore: Set<String>,
        skills: [String: Set<String>],
        journals: [String: [JSON]],
        killed: Set<String>
    ) {
        let tasks = records.filter { $0["_type"]?.stringValue == "task" }.map(Done.init)
        let work = tasks.filter { !finishedBefore.contains($0.id) }
        checkCompletions(work, skills: skills)
        checkOrder(work, among: tasks)
        checkJournals(work, journals, killed)
        sumUp(work, journals, killed)
    }

    private mutating func checkCompletions(_ work: [Done], skills: [String: Set<String>]) {
        for task in work {
            if task.completions.count != 1 || task.status != "completed" {
                faults.append("\(task.id) is \(task.status) with \(task.completions.count) completions")
            }
            for attempt in task.attempts {
                let agent = attempt["agent"]?.stringValue ?? ""
                let missing = task.needs.subtracting(skills[agent] ?? [])
                if !missing.isEmpty { faults.append("\(task.id) went to \(agent), which lacks \(missing.sorted())") }
            }
        }
    }

    private mutating func checkOrder(_ work: [Done], among all: [Done]) {
        let ends = Dictionary(all.compactMap { task in task.completedAt.map { (task.id, $0) } }) { first, _ in first }
        for task in work {
            for attempt in task.attempts {
                let granted = attempt["granted_at"]?.integerValue ?? 0
                for dependency in task.waitsFor where (ends[dependency] ?? 0) > granted {
                    faults.append("\(task.id) was begun before \(dependency) had ended")
                }
            }
        }
    }

    private mutating func checkJournals(_ work: [Done], _ journals: [String: [JSON]], _ killed: Set<String>) {
        var claimed: Set<String> = []
        var completed: [String: String] = [:]
        for (agent, acts) in journals {
            for act in acts {
                let lease = act["lease"]?.stringValue ?? ""
                let name = Self.leaseName(lease)
                switch act["act"]?.stringValue {
                case "claimed": if !claimed.insert(name).inserted { faults.append("\(name) was given out twice") }
                case "completed":
                    let task = act["task"]?.stringValue ?? ""
                    if let other = completed.updateValue(agent, forKey: task) {
                        faults.append("\(task) was completed by \(other) and by \(agent)")
                    }
                default: break
                }
            }
        }
        for task in work {
            let agent = task.completions.first?["agent"]?.stringValue
            guard let agent, completed[task.id] != agent, !killed.contains(agent) else { continue }
            faults.append("the export says \(task.id) was completed by \(agent), whose journal does not")
        }
    }

    private mutating func sumUp(_ work: [Done], _ journals: [String: [JSON]], _ killed: Set<String>) {
        let outcomes = work.flatMap(\.attempts).compactMap { $0["outcome"]?.stringValue }
        func count(_ outcome: String) -> Int { outcomes.count { $0 == outcome } }
        facts = [
            "\(work.count) tasks, \(outcomes.count) attempts by \(journals.count) agents",
            "\(count("completed")) completed, \(count("failed")) failed and tried again, \(count("lost")) leases lost",
            "killed in the middle of work: \(killed.isEmpty ? "nobody" : killed.sorted().joined(separator: ", "))",
            "refused because the lease was lost: "
                + "\(journals.values.joined().count { $0["act"]?.stringValue == "lost" }) late completions",
        ]
    }

    /// `t12.7` of `t12.7.AAAAAAAAAAA`.
    private static func leaseName(_ token: String) -> String {
        token.split(separator: ".").prefix(2).joined(separator: ".")
    }
}
