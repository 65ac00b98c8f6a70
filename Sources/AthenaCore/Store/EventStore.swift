/// Reading the event log.
package protocol EventReading {
    /// Events that match, in the order of the log.
    func events(_ query: EventQuery) throws -> [Event]
    /// The newest event's place and hash; the anchor, or 0 and zeros, when the log is empty.
    func eventHead(in project: Project.ID) throws -> EventHead
    /// The place and hash behind which the log begins: that of the last pruned event, or 0 and zeros.
    func eventAnchor(in project: Project.ID) throws -> EventHead
}

/// A place in the log and the hash there.
package struct EventHead: Sendable, Hashable {
    package let sequence: Int64
    package let hash: [UInt8]
    package let at: Int64

    /// Names a place.
    package init(sequence: Int64, hash: [UInt8], at: Int64) {
        self.sequence = sequence
        self.hash = hash
        self.at = at
    }
}

/// What query_events asks.
package struct EventQuery: Sendable, Hashable {
    package let project: Project.ID
    /// Only events behind this place.
    package var after: Int64
    package var kinds: [EventKind]?
    package var task: AgentTask.ID?
    package var agent: Agent.ID?
    package var limit: Int
    /// Newest first instead of in the order of the log.
    package var isNewestFirst = false

    /// Events of a project behind `after`.
    package init(project: Project.ID, after: Int64 = 0, limit: Int = 50) {
        self.project = project
        self.after = after
        self.limit = limit
    }
}

/// Writing the event log.
package protocol EventWriting {
    /// Appends an event: the next place, a time never less than the one before, chained to it.
    ///
    /// - Returns: its place.
    @discardableResult
    func append(_ event: NewEvent, to project: Project.ID, at now: Moment) throws -> Int64
    /// Blanks the error messages of a task's events; the chain stays intact.
    func blankErrors(of task: AgentTask.ID, in project: Project.ID) throws
}
