internal import AthenaCore
internal import AthenaJSON

extension OperationAnswer {
    /// Which task, and how it stands now.
    init(_ task: AgentTask) {
        self.init(["task_id": .string(task.id.description), "status": .string(task.status.rawValue)])
    }
}
