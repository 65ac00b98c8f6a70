extension UnitOfWork {
    /// What the holder of a running task needs to begin.
    func brief(for task: AgentTask) throws -> Brief {
        let agent = task.assignedTo ?? Agent.ID(rawValue: caller.principal)
        let content = try tx.body(of: task.id)?.content ?? ""
        var brief = Brief(lease: lease(of: task, agent: agent), content: content)
        brief.inputs = try inputs(of: task)
        if task.fence > 1 {
            brief.earlier = try tx.attempts(of: task.id, limit: 3)
            brief.answers = try tx.notes(of: task.id, kinds: [.question, .answer], limit: 20).reversed()
        }
        return brief
    }

    private func inputs(of task: AgentTask) throws -> [Brief.Input] {
        var left = Brief.inputsLimit
        var inputs: [Brief.Input] = []
        for link in try tx.dependencies(of: task.id) {
            guard let source = try tx.task(link.task, in: project) else { continue }
            let whole = try outcomeText(of: source)
            let shown = whole?.cut(toBytes: min(Brief.inputLimit, left))
            left -= shown?.utf8.count ?? 0
            inputs.append(
                Brief.Input(
                    task: source.id,
                    title: source.title,
                    status: source.status,
                    text: shown,
                    isCut: shown?.utf8.count != whole?.utf8.count,
                    by: try lastAgent(of: source)
                )
            )
        }
        return inputs
    }

    /// The result of an ended task, or the error of one that failed.
    private func outcomeText(of task: AgentTask) throws -> String? {
        if task.status == .completed, let imported = try tx.body(of: task.id)?.importedResult { return imported }
        guard task.status.isTerminal, task.fence > 0 else { return nil }
        let attempt = try tx.attempt(of: task.id, fence: task.fence)
        return task.status == .completed ? attempt?.result : attempt?.error
    }

    private func lastAgent(of task: AgentTask) throws -> Agent.ID? {
        guard task.fence > 0 else { return nil }
        return try tx.attempt(of: task.id, fence: task.fence)?.agent
    }
}
