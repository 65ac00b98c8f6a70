internal import AthenaCore

/// The ends of the event logs, in memory.
final class EventLog {
    private let connection: any SQLConnection
    private var heads: [Project.ID: EventHead] = [:]
    /// The projects whose logs grew since that was last asked.
    private(set) var grown: Set<Project.ID> = []

    init(connection: any SQLConnection) { self.connection = connection }

    /// Forgets everything.
    func forget() {
        heads = [:]
        grown = []
    }

    /// The end of a project's log as the batch has left it.
    func head(of project: Project.ID) throws -> EventHead {
        if let known = heads[project] { return known }
        let head = try SQLReader(connection: connection).eventHead(in: project)
        heads[project] = head
        return head
    }

    /// Moves the end of a project's log on.
    func advance(_ project: Project.ID, to head: EventHead) {
        heads[project] = head
        grown.insert(project)
    }

    /// The projects whose logs grew since this was last asked.
    func takeGrown() -> [Project.ID] {
        let projects = Array(grown)
        grown = []
        return projects
    }
}
