internal import AthenaJSON

/// What a demonstration is judged by: two exports, and what the workers wrote down.
struct DemoEvidence: Sendable {
    /// The tasks before the first worker began.
    var before: DemoTasks
    /// The tasks when the last worker had stopped.
    var after: DemoTasks
    /// The tasks that have to be completed.
    var demanded: Set<String>
    var cast: DemoCast
    var journals: [String: [DemoAct]]
    /// Workers that were ended as a crash would end them.
    var killed: Set<String>

    /// Every act with its worker, in the order of the clock that the workers share.
    var acts: [(worker: String, act: DemoAct)] {
        journals.flatMap { worker, acts in acts.map { (worker: worker, act: $0) } }
            .sorted { ($0.act.answered, $0.worker) < ($1.act.answered, $1.worker) }
    }
}
