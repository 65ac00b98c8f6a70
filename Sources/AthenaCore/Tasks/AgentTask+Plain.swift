extension AgentTask {
    /// A pending task with nothing but what every task has; stores and tests set the rest.
    package init(id: ID, project: Project.ID, type: String, title: String, createdAt: Int64) {
        self.init(
            id: id,
            project: project,
            status: .pending,
            priority: .medium,
            type: type,
            title: title,
            requirements: [],
            isReady: false,
            unmet: 0,
            dependents: 0,
            fence: 0,
            failures: 0,
            maxAttempts: TaskLimits.standardMaxAttempts,
            dependencyPolicy: .block,
            leaseSeconds: TaskLimits.standardLeaseSeconds,
            progress: 0,
            createdAt: createdAt,
            updatedAt: createdAt
        )
    }
}
