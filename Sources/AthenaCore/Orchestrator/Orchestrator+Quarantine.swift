extension Orchestrator {
    /// Refuses a caller that acts for a quarantined agent, whatever it asks for.
    ///
    /// - Throws: `agent_inactive`.
    package func refuseQuarantined(_ caller: Caller) async throws {
        guard let agent = caller.boundAgent else { return }
        let place = QuarantineBook.Place(project: caller.project.id, agent: agent)
        let now = time.now().steady
        let (known, changes) = quarantines.look(place, at: now)
        let isQuarantined: Bool
        if let known {
            isQuarantined = known
        } else {
            isQuarantined = try await store.read { tx in try tx.isQuarantined(agent, in: place.project) }
            quarantines.note(isQuarantined, of: place, at: now, unlessChangedSince: changes)
        }
        if isQuarantined { throw AthenaError.quarantined(agent) }
    }

    /// The credential with this public part, as long as it counts: not while its agent is quarantined in a project that
    /// it opens.
    package func credential(_ key: String) async throws -> Credential? {
        try await store.read { tx in
            guard let credential = try tx.credential(key) else { return nil }
            guard let agent = credential.agent else { return credential }
            let opened = try credential.project.map { try tx.project(named: $0).map { [$0] } ?? [] } ?? tx.projects()
            let isQuarantined = try opened.contains { try tx.isQuarantined(agent, in: $0.id) }
            return isQuarantined ? nil : credential
        }
    }
}

extension UnitOfWork {
    /// Lets the next call of an agent see what this transaction makes of it.
    func forgetStanding(of agent: Agent.ID, in book: QuarantineBook) {
        let place = QuarantineBook.Place(project: project, agent: agent)
        tx.afterCommit { book.forget(place) }
    }
}

extension AgentReading {
    fileprivate func isQuarantined(_ id: Agent.ID, in project: Project.ID) throws -> Bool {
        try agent(id, in: project)?.status == .quarantined
    }
}

extension AthenaError {
    /// An agent that an operator has put into quarantine.
    static func quarantined(_ agent: Agent.ID) -> AthenaError {
        AthenaError(
            .agentInactive,
            "\(agent) is quarantined and nothing is done for it.",
            next: "An operator can lift that with set_agent_status."
        )
    }
}
