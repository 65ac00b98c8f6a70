internal import AthenaJSON

extension Orchestrator {
    /// Puts a running task to a human: the lease ends and the task waits for an answer.
    ///
    /// - Throws: `lease_lost`, `lease_invalid`.
    package func ask(_ token: LeaseToken, question: String, as caller: Caller) async throws -> AgentTask {
        try await perform(as: caller) { work in
            switch try work.present(token) {
            case .held(let task, let agent): return try work.ask(task, by: agent, question: question)
            case .ended(let task, let attempt):
                guard attempt.outcome == .asked else { throw try work.leaseLost(task, fence: attempt.fence) }
                return task
            }
        }
    }

    /// Answers the question of a waiting task; for a minute only the agent that asked gets it.
    ///
    /// - Throws: `illegal_transition`.
    package func answer(_ id: AgentTask.ID, with text: String, as caller: Caller) async throws -> AgentTask {
        try await perform(as: caller) { work in
            let task = try work.requireTask(id)
            try TaskMachine.require(.answer, on: task)
            return try work.answer(task, with: text)
        }
    }

    /// Attaches a note to a task in any state.
    package func addNote(_ text: String, to id: AgentTask.ID, once: Once?, as caller: Caller) async throws -> AgentTask
    {
        try await perform(as: caller) { work in
            let task = try work.requireTask(id)
            if let once, try work.remembered(once) != nil { return task }
            let author = caller.boundAgent?.rawValue ?? caller.principal
            try work.tx.add(Note(at: work.now.wall, kind: .note, author: author, fence: task.fence, text: text), to: id)
            try work.note(
                .taskNoted,
                of: task,
                actor: author,
                data: ["note_digest": .string(EventChain.digest(of: text))]
            )
            if let once { try work.remember(once, id.description) }
            return task
        }
    }
}

extension UnitOfWork {
    fileprivate func ask(_ task: AgentTask, by agent: Agent.ID, question: String) throws -> AgentTask {
        try TaskMachine.require(.ask, on: task)
        let settlement = TaskChange.Settlement(.waiting, of: task, at: now.wall)
        var end = LeaseEnd(action: .ask, outcome: .asked, settlement: settlement, event: .taskAsked, actor: .holder)
        end.data = ["question_digest": .string(EventChain.digest(of: question))]
        let waiting = try endLease(of: task, end)
        try tx.add(
            Note(at: now.wall, kind: .question, author: agent.rawValue, fence: task.fence, text: question),
            to: task.id
        )
        return waiting
    }

    fileprivate func answer(_ task: AgentTask, with text: String) throws -> AgentTask {
        let author = caller.boundAgent?.rawValue ?? caller.principal
        try tx.add(Note(at: now.wall, kind: .answer, author: author, fence: task.fence, text: text), to: task.id)
        var settlement = TaskChange.Settlement(task.placement(at: now, timerAt: task.timerAt), of: task, at: now.wall)
        if let asker = try tx.attempt(of: task.id, fence: task.fence)?.agent {
            settlement.prefers = AgentTask.Affinity(agent: asker, until: now.wall + 60_000)
        }
        let answered = try apply(.settle(settlement), to: task, as: .answer)
        try expectCascade(on: answered)
        try note(
            .taskAnswered,
            of: answered,
            actor: author,
            data: ["answer_digest": .string(EventChain.digest(of: text))]
        )
        return answered
    }
}
