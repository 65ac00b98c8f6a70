internal import Synchronization

/// Projects that were looked up before; a project never goes away.
final class ProjectBook: Sendable {
    private let known = Mutex<[String: Project]>([:])

    func project(named name: String) -> Project? { known.withLock { $0[name] } }

    /// Keeps at most 10,000 names.
    func remember(_ project: Project) {
        known.withLock { known in
            if known.count >= 10_000 { known.removeAll() }
            known[project.name] = project
        }
    }
}
