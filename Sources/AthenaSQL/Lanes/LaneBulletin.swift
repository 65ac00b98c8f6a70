internal import AthenaCore
internal import Synchronization

/// Where the writer posts the order of the lanes for those who read.
///
/// The number of a project's newest event says which state of the project a reader sees, because everything that
/// changes what is ready appends an event in the same transaction. The writer posts before it commits, under the number
/// that the commit will bring; a reader looks for the number that its snapshot has. What a rolled back transaction
/// posted is taken down before its number can be given out again, and no snapshot has ever had that number.
package final class LaneBulletin: Sendable {
    private struct Posting {
        let sequence: Int64
        let order: LaneOrder
    }

    /// As many states of a project as may be committed while a reader opens its snapshot.
    private static let postingsKept = 8
    private static let projectsKept = 1_000

    private let postings = Mutex<[Project.ID: [Posting]]>([:])

    /// Starts with nothing posted.
    package init() {}

    /// Posts the order that a project's lanes have at an event, in place of what was posted for it.
    func post(_ order: LaneOrder, of project: Project.ID, at sequence: Int64) {
        postings.withLock { postings in
            if postings[project] == nil, postings.count >= Self.projectsKept { postings = [:] }
            var kept = (postings[project] ?? []).filter { $0.sequence != sequence }.suffix(Self.postingsKept - 1)
            kept.append(Posting(sequence: sequence, order: order))
            postings[project] = Array(kept)
        }
    }

    /// Posts what a reader found out by itself, where the writer does not post because nothing touched the lanes yet.
    func offer(_ order: LaneOrder, of project: Project.ID, at sequence: Int64) {
        let isNews = postings.withLock { ($0[project]?.last?.sequence ?? .min) < sequence }
        if isNews { post(order, of: project, at: sequence) }
    }

    /// The order at an event, or nil where it is not posted (any more).
    func order(of project: Project.ID, at sequence: Int64) -> LaneOrder? {
        postings.withLock { $0[project]?.last { $0.sequence == sequence }?.order }
    }

    /// Takes everything down.
    func clear() { postings.withLock { $0 = [:] } }
}
