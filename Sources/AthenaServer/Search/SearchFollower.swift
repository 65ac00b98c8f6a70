package import AthenaCore
internal import Synchronization

/// Keeps the search index up to date behind commits, apart from the sweep, so that no timer waits for it.
package final class SearchFollower: Sendable {
    /// The longest time between two looks.
    package static let longestPause: Duration = .seconds(1)

    /// Brings the index of projects up to date; false when something is left to read.
    package typealias Update = @Sendable ([Project.ID]) async throws -> Bool

    private let written = Mutex<Set<Project.ID>>([])
    private let wake = Wake()
    private let update: Update

    /// Follows with `update`.
    package init(_ update: @escaping Update) { self.update = update }

    /// Notes that the logs of projects grew.
    package func note(_ projects: [Project.ID]) {
        written.withLock { $0.formUnion(projects) }
        wake.ring()
    }

    /// Waits until something was written, a second at most, and reads it.
    ///
    /// - Returns: false when something is left to read.
    @discardableResult
    package func follow(on clock: any Clock<Duration>) async throws -> Bool {
        await wake.sleep(atMost: Self.longestPause, on: clock)
        let projects = written.withLock { written in
            defer { written = [] }
            return Array(written)
        }
        guard !projects.isEmpty else { return true }
        do {
            let isDone = try await update(projects)
            if !isDone { note(projects) }
            return isDone
        } catch {
            // What could not be read now is read after the next look, which nothing has to ring for.
            written.withLock { $0.formUnion(projects) }
            throw error
        }
    }
}
