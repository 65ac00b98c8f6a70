internal import ArgumentParser

/// The part that a worker plays in a demonstration.
enum DemoRole: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// Its first task fails, and later one first attempt in five.
    case failing
    /// Holds its first task until it is killed.
    case doomed
    /// Holds its first task until the lease is lost, and completes it too late.
    case slow
    /// Does what it is given.
    case steady

    /// Those that make the story; they begin before anybody else works.
    static let troubled: [DemoRole] = [.failing, .doomed, .slow]
}

/// One worker of a demonstration.
struct DemoMember: Sendable {
    let name: String
    let role: DemoRole
    let skills: [String]
}

/// The workers of a demonstration.
struct DemoCast: Sendable {
    /// The fewest workers that can tell the story and do the work.
    static let smallest = DemoRole.troubled.count + 1
    /// The most that are started.
    static let largest = 64

    let members: [DemoMember]

    /// A cast of certain workers.
    init(members: [DemoMember]) { self.members = members }

    /// Casts `count` workers: three that make trouble and can do anything, and others that share the sets of skills.
    ///
    /// - Parameter sets: the sets of skills that tasks require together.
    init(of count: Int, for sets: [[String]]) {
        let steady = max(count - DemoRole.troubled.count, 1)
        let everything = Set(sets.flatMap { $0 }).sorted()
        let troubled = DemoRole.troubled.enumerated().map { place, role in
            DemoMember(name: "\(role.rawValue)-\(place + 1)", role: role, skills: everything)
        }
        let others = (0..<steady).map { number in
            let mine = sets.enumerated().filter { place, _ in
                place % steady == number || (place + 1) % steady == number
            }
            return DemoMember(
                name: "steady-\(number + 1 + troubled.count)",
                role: .steady,
                skills: Set(mine.flatMap(\.1)).sorted()
            )
        }
        members = troubled + others
    }

    /// The worker that plays a part which only one plays.
    func name(of role: DemoRole) -> String { members.first { $0.role == role }?.name ?? role.rawValue }

    /// What each worker can do.
    var skills: [String: Set<String>] {
        Dictionary(members.map { ($0.name, Set($0.skills)) }) { first, _ in first }
    }
}
