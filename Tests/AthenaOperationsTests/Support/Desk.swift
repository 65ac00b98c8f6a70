import AthenaCore
import AthenaJSON
import AthenaOperations
import AthenaSQLite
import AthenaTestKit
import Foundation
import Testing

/// The catalog over a database of its own, in the hands of one test.
struct Desk: Sendable {
    let store: SQLiteStore
    let orchestrator: Orchestrator
    let time = StillTime()
    private let search: SQLiteSearchIndex

    /// Opens a new database, runs the test, and takes everything away again.
    static func open(_ body: (Desk) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "athena-desk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let desk = try await Desk(path: folder.appending(path: "athena.db").path)
        do {
            try await body(desk)
            await desk.close()
        } catch {
            await desk.close()
            throw error
        }
    }

    private init(path: String) async throws {
        var options = SQLiteOptions()
        options.durability = .normal
        options.readers = 1
        options.reservedLogBytes = 0
        store = try await SQLiteStore.open(path, options: options)
        search = try SQLiteSearchIndex.open(besides: path)
        orchestrator = Orchestrator(
            store: store,
            time: time,
            secret: Array(repeating: 7, count: 32),
            jitter: { 0 },
            sleep: { _ in },
            searchIndex: search
        )
    }

    private func close() async {
        await store.stop()
        try? search.close()
    }

    /// Makes the index forget how far it had read and what, as if its file had been lost.
    func loseSearchIndex() async throws {
        let project = try await orchestrator.project(named: "default").id
        let mark = try #require(try await search.mark(of: project))
        let nowhere = SearchMark(sequence: 1, hash: [], revision: mark.revision)
        #expect(try await search.put(SearchPart(documents: [], mark: nowhere, startsAnew: true), of: project))
    }

    /// Who calls when a test names nobody: may do everything, in project `default`.
    static let operator_ = identity()

    /// A caller with these scopes.
    static func identity(
        _ principal: String = "local",
        agent: String? = nil,
        project: String = "default",
        mayChooseProject: Bool = true,
        scopes: Set<Scope> = Set(Scope.allCases)
    ) -> CallIdentity {
        CallIdentity(
            principal: principal,
            agent: agent.map { Agent.ID(rawValue: $0) },
            project: project,
            mayChooseProject: mayChooseProject,
            scopes: scopes
        )
    }

    /// Performs a call and checks that the answer fits the declared output and the cap on answers.
    @discardableResult
    func call(
        _ name: String,
        _ arguments: JSONObject = [:],
        as identity: CallIdentity = Desk.operator_
    ) async throws -> JSON {
        let answer = try await OperationCatalog.standard.perform(name, arguments, as: identity, in: orchestrator)
        let json = JSON.object(answer.json)
        let declaration = OperationCatalog.standard.declaration(named: name)
        let violations = declaration?.output.violations(of: json).map(\.message) ?? ["there is no \(name)"]
        guard violations.isEmpty else { throw Misfit(what: "\(name) answered \(json.text): \(violations)") }
        guard declaration?.toolset == nil || json.bytes.count <= 32 << 10 else {
            throw Misfit(what: "\(name) answered \(json.bytes.count) bytes")
        }
        return json
    }

    /// The error that a call is refused with.
    func refusal(
        _ name: String,
        _ arguments: JSONObject = [:],
        as identity: CallIdentity = Desk.operator_
    ) async throws -> AthenaError {
        do {
            let answer = try await call(name, arguments, as: identity)
            throw Misfit(what: "\(name) was not refused: \(answer.text)")
        } catch let error as AthenaError {
            return error
        }
    }

    /// An answer that breaks what its operation declares.
    struct Misfit: Error, CustomStringConvertible {
        let what: String
        var description: String { what }
    }

    /// The newest event of a project.
    func head(of project: String = "default") async throws -> Int64 {
        let found = try await orchestrator.project(named: project, isMade: false)
        return try await store.read { tx in try tx.eventHead(in: found.id).sequence }
    }
}
