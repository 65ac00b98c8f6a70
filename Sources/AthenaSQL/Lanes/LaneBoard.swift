internal import AthenaCore

/// The lanes and the best ready task of each, in memory.
///
/// A lane is an interned project, type and set of required skills. To find the best task for an agent the board compares
/// the heads of the lanes that the agent serves and touches no row of any other, so that a claim costs the same however
/// many tasks wait that do not match. A head that is not known (any more) is looked up when it is next needed, at the
/// latest when the order of the lanes is posted for those who read.
final class LaneBoard {
    /// The lanes that one question is about.
    struct Question: Hashable {
        let project: Project.ID
        let skills: [Skill]
        let types: [String]?
    }

    private struct Name: Hashable {
        let project: Project.ID
        let type: String
        let requirements: [Skill]
    }

    private static let questionsKept = 4_096

    private let connection: any SQLConnection
    private var lanes: [NameBook.Lane] = []
    private var heads: [LaneHead] = []
    private var counts = LaneCounts()
    /// What the order of its project says of each lane.
    private var posted: [LaneHead] = []
    private var orders: [Project.ID: LaneOrder] = [:]
    /// The lanes of which the order may be wrong.
    private var changed: Set<Int> = []
    private var placeByName: [Name: Int] = [:]
    private var placeByID: [Int64: Int] = [:]
    private var served: [Question: [Int]] = [:]
    private var loadedProjects: Set<Project.ID> = []

    init(connection: any SQLConnection) { self.connection = connection }

    /// Forgets everything that can be wrong after a rollback.
    func forget() {
        counts.forgetChanges()
        lanes = []
        heads = []
        posted = []
        orders = [:]
        changed = []
        placeByName = [:]
        placeByID = [:]
        served = [:]
        loadedProjects = []
    }

    /// The lane of this project, type and sorted skills; nil when there is none yet.
    func lane(in project: Project.ID, type: String, requirements: [Skill]) throws -> NameBook.Lane? {
        try load(project)
        return placeByName[Name(project: project, type: type, requirements: requirements)].map { lanes[$0] }
    }

    /// Takes a lane in that was just stored; nothing is ready in it.
    func add(_ lane: NameBook.Lane) { insert(lane, head: .none) }

    /// A task of this lane can be claimed from now on.
    func enter(_ lane: Int64, at head: LaneHead) {
        counts.add(1, to: lane)
        guard let place = placeByID[lane] else { return }
        changed.insert(place)
        guard heads[place] != .unknown else { return }
        heads[place] = min(heads[place], head)
    }

    /// A task of this lane cannot be claimed any more.
    func leave(_ lane: Int64, id: Int64) {
        counts.add(-1, to: lane)
        guard let place = placeByID[lane] else { return }
        changed.insert(place)
        if heads[place].id == id { heads[place] = .unknown }
    }

    /// Counts the batch's changes for good.
    func keep() { counts.keep() }

    /// A head turned out not to be what the row says.
    func distrust(_ place: Int) {
        heads[place] = .unknown
        changed.insert(place)
    }

    /// The lane at a place.
    func lane(at place: Int) -> NameBook.Lane { lanes[place] }

    /// The places of the lanes that answer a question.
    func places(for question: Question) throws -> [Int] {
        try load(question.project)
        if let known = served[question] { return known }
        if served.count >= Self.questionsKept { served = [:] }
        let found = lanes.indices.filter { Self.lane(lanes[$0], answers: question) }
        served[question] = found
        return found
    }

    /// The best of these lanes and its head, or nil when nothing is ready in any.
    func best(of places: [Int]) throws -> (place: Int, head: LaneHead)? {
        var best = LaneHead.none
        var bestPlace: Int?
        for place in places {
            if heads[place] == .unknown { heads[place] = try readHead(of: lanes[place]) }
            if heads[place] < best {
                best = heads[place]
                bestPlace = place
            }
        }
        return bestPlace.map { ($0, best) }
    }

    /// The heads of these lanes where something is ready.
    func heads(of places: [Int]) -> [(place: Int, head: LaneHead)] {
        places.compactMap { heads[$0] == .none ? nil : ($0, heads[$0]) }
    }

    /// Posts the order of the lanes of every known project whose log has grown or whose lanes have changed.
    func post(on bulletin: LaneBulletin, grown: Set<Project.ID>, sequence: (Project.ID) throws -> Int64) throws {
        var projects = grown.intersection(loadedProjects)
        for place in changed {
            try reorder(place)
            projects.insert(lanes[place].project)
        }
        changed = []
        for project in projects {
            bulletin.post(orders[project] ?? LaneOrder(), of: project, at: try sequence(project))
        }
    }

    private func readHead(of lane: NameBook.Lane) throws -> LaneHead {
        try connection.first(
            """
            SELECT ready_key, id FROM tasks WHERE project = $1 AND lane = $2 AND ready_key IS NOT NULL
              ORDER BY ready_key, id LIMIT 1
            """,
            [.integer(lane.project.rawValue), .integer(lane.id)],
            LaneHead.init
        ) ?? .none
    }

    /// Makes the lanes of a project known; has to come before any of its tasks becomes ready or ceases to be.
    func load(_ project: Project.ID) throws {
        guard !loadedProjects.contains(project) else { return }
        try counts.count(project, over: connection)
        let stored = try connection.all(
            "SELECT id, project, type, requirements FROM lanes WHERE project = $1 ORDER BY id",
            [.integer(project.rawValue)],
            NameBook.Lane.init
        )
        for lane in stored { insert(lane, head: .unknown) }
        loadedProjects.insert(project)
    }

    private func insert(_ lane: NameBook.Lane, head: LaneHead) {
        let place = lanes.count
        lanes.append(lane)
        heads.append(head)
        posted.append(.none)
        if head != .none { changed.insert(place) }
        placeByID[lane.id] = place
        placeByName[Name(project: lane.project, type: lane.type, requirements: lane.requirements)] = place
        for question in served.keys where Self.lane(lane, answers: question) { served[question]?.append(place) }
    }

    /// Brings the order of one lane up to date.
    private func reorder(_ place: Int) throws {
        let lane = lanes[place]
        if heads[place] == .unknown { heads[place] = try readHead(of: lane) }
        var order = orders.removeValue(forKey: lane.project) ?? LaneOrder()
        if posted[place] != .none { order.remove(lane, head: posted[place]) }
        posted[place] = heads[place]
        if heads[place] != .none {
            order.insert(LaneOrder.Entry(lane: lane, head: heads[place], count: counts[lane.id]))
        }
        orders[lane.project] = order
    }

    /// Both lists of skills are sorted, so one walk along them decides.
    private static func lane(_ lane: NameBook.Lane, answers question: Question) -> Bool {
        guard lane.project == question.project, question.types?.contains(lane.type) ?? true else { return false }
        var held = question.skills[...]
        for required in lane.requirements {
            guard let match = held.firstIndex(of: required) else { return false }
            held = held[(match + 1)...]
        }
        return true
    }
}
