internal import AthenaCore

/// What the numbers in rows stand for; each is looked up once, because neither a lane nor a name ever changes.
///
/// Belongs to one connection and is used by one thread at a time. A writer empties it after a rollback, which may have
/// taken rows away whose numbers will be given out again.
package final class NameBook {
    /// An interned project, type and set of required skills.
    struct Lane: Sendable, Hashable {
        let id: Int64
        let project: Project.ID
        let type: String
        let requirements: [Skill]

        init(_ row: any SQLRow) {
            id = row.integer(0)
            project = Project.ID(rawValue: row.integer(1))
            type = row.text(2)
            requirements = WordList.skills(row.text(3))
        }

        init(id: Int64, project: Project.ID, type: String, requirements: [Skill]) {
            self.id = id
            self.project = project
            self.type = type
            self.requirements = requirements
        }
    }

    private let connection: any SQLConnection
    private var lanes: [Int64: Lane] = [:]
    private var agentNames: [Int64: Agent.ID] = [:]
    private var agentKeys: [AgentName: Int64] = [:]
    private var projectNames: [Project.ID: String] = [:]

    /// An agent's name within its project.
    struct AgentName: Hashable {
        let project: Project.ID
        let name: Agent.ID
    }

    /// Starts with nothing looked up.
    package init(connection: any SQLConnection) { self.connection = connection }

    /// Forgets everything.
    func forget() {
        lanes = [:]
        agentNames = [:]
        agentKeys = [:]
        projectNames = [:]
    }

    /// The lane with this number.
    func lane(_ id: Int64) throws -> Lane {
        if let known = lanes[id] { return known }
        let found = try connection.first(
            "SELECT id, project, type, requirements FROM lanes WHERE id = $1",
            [.integer(id)],
            Lane.init
        )
        guard let found else { throw StoredValue.unreadable("lane") }
        lanes[id] = found
        return found
    }

    /// Takes note of a lane that was read or made elsewhere.
    func note(_ lane: Lane) { lanes[lane.id] = lane }

    /// The name of the agent with this number, deregistered ones included.
    func agentName(_ key: Int64) throws -> Agent.ID {
        if let known = agentNames[key] { return known }
        let found = try connection.first("SELECT name FROM agents WHERE id = $1", [.integer(key)]) {
            Agent.ID(rawValue: $0.text(0))
        }
        guard let found else { throw StoredValue.unreadable("agent") }
        agentNames[key] = found
        return found
    }

    /// The number of an agent, deregistered ones included; nil for one that never registered.
    func agentKey(_ name: Agent.ID, in project: Project.ID) throws -> Int64? {
        let place = AgentName(project: project, name: name)
        if let known = agentKeys[place] { return known }
        let found = try connection.first(
            "SELECT id FROM agents WHERE project = $1 AND name = $2",
            [.integer(project.rawValue), .text(name.rawValue)]
        ) { $0.integer(0) }
        agentKeys[place] = found
        return found
    }

    /// The name of a project.
    func projectName(_ id: Project.ID) throws -> String {
        if let known = projectNames[id] { return known }
        let found = try connection.first("SELECT name FROM projects WHERE id = $1", [.integer(id.rawValue)]) {
            $0.text(0)
        }
        guard let found else { throw StoredValue.unreadable("project") }
        projectNames[id] = found
        return found
    }
}
