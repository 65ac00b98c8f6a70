import AthenaCore
import AthenaJSON
import AthenaSQL
import AthenaSQLite
import AthenaTestKit
import Testing

/// The use cases over a store in a folder of its own, and one caller.
struct UseCases: Sendable {
    let subject: TestStore
    let time: StillTime
    let use: Orchestrator
    let caller: Caller

    var store: SQLiteStore { subject.store }

    /// Opens a store with the use cases on it and stops it after `body`.
    static func with<Answer>(
        _ change: (inout SQLiteOptions) -> Void = { _ in },
        in folder: TemporaryFolder? = nil,
        _ body: (UseCases) async throws -> Answer
    ) async throws -> Answer {
        try await TestStore.with(change, in: folder) { try await body(UseCases($0)) }
    }

    private init(_ subject: TestStore) async throws {
        self.subject = subject
        let time = StillTime()
        self.time = time
        use = Orchestrator(
            store: subject.store,
            time: time,
            secret: Array(repeating: 7, count: 32),
            jitter: { 0 },
            sleep: { _ in }
        )
        caller = Caller(principal: "local", project: try await use.project(named: "default"))
    }

    /// Makes agents known by these names, all with the same skills.
    func register(_ names: [String], _ skills: [String]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in names {
                group.addTask {
                    let registration = Registration(
                        agent: Agent.ID(rawValue: name),
                        skills: skills.map(Skill.init(rawValue:)),
                        maxConcurrent: 100
                    )
                    _ = try await use.register(registration, as: caller)
                }
            }
            try await group.waitForAll()
        }
    }

    /// A task with 500 bytes of content.
    static func request(needs skills: [String]) -> TaskRequest {
        var request = TaskRequest(content: String(repeating: "x", count: 500))
        request.title = "Review the change"
        request.type = "code.review"
        request.requirements = skills.map(Skill.init(rawValue:))
        return request
    }

    /// Gives an agent the best task that it can do.
    func claim(_ agent: String) async throws -> Lease {
        let answer = try await use.claim(ClaimRequest(agent: Agent.ID(rawValue: agent)), as: caller)
        return try #require(answer.briefs.first).lease
    }

    /// Completes a task with a small result.
    func complete(_ lease: Lease) async throws {
        let completion = Completion(result: ["summary": "done, nothing to report", "files": 3])
        _ = try await use.complete(lease.token, with: completion, as: caller)
    }
}
