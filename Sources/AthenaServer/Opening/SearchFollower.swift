package import AthenaCore
internal import Synchronization

/// A search index, and who is told when it cannot follow the log.
package struct FollowedIndex: Sendable {
    /// Where texts are found.
    package let index: any SearchIndex
    /// Told what those who run the server should know.
    package let report: @Sendable (SearchIncident) -> Void

    /// Pairs both.
    package init(_ index: any SearchIndex, report: @escaping @Sendable (SearchIncident) -> Void) {
        self.index = index
        self.report = report
    }
}

/// Brings the search index up to date behind commits, project by project as they are written.
final class SearchFollower: Sendable {
    private struct State {
        var written: Set<Project.ID> = []
        var isBehind = false
    }

    private let state = Mutex(State())
    private let report: (@Sendable (SearchIncident) -> Void)?

    init(report: (@Sendable (SearchIncident) -> Void)?) { self.report = report }

    /// Remembers projects that were written.
    func note(_ projects: [Project.ID]) { state.withLock { $0.written.formUnion(projects) } }

    /// Reads what was written since; what could not be read is left for the next time.
    func follow(with update: ([Project.ID]) async throws -> Bool) async {
        let projects = state.withLock { state in
            defer { state.written = [] }
            return Array(state.written)
        }
        guard !projects.isEmpty else { return }
        do {
            if try await !update(projects) { note(projects) }
            if setBehind(false) { report?(.caughtUp) }
        } catch is CancellationError {
            note(projects)
        } catch {
            note(projects)
            // Told once, not with each sweep until it works again.
            if setBehind(true) { report?(.fellBehind(String(describing: error))) }
        }
    }

    /// - Returns: whether that is new.
    private func setBehind(_ isBehind: Bool) -> Bool {
        state.withLock { state in
            defer { state.isBehind = isBehind }
            return state.isBehind != isBehind
        }
    }
}
