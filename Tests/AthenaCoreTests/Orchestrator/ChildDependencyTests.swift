import AthenaCore
import AthenaJSON
import AthenaSQLite
import Testing

@Suite("A dependency on one's own child")
struct ChildDependencyTests {
    @Test("is the wait that the parent has already, in a batch")
    func inBatch() async throws {
        try await World.run { world in
            try await world.register("a")
            var parent = TaskRequest(content: "parent")
            parent.ref = "p"
            parent.dependencies = [.ref("c")]
            var child = TaskRequest(content: "child")
            child.ref = "c"
            child.parent = .ref("p")
            let ids = try await world.use.create([parent, child], as: world.caller).map(\.id)
            #expect(try await world.task(ids[0]).unmet == 1)
            try await world.complete(try await world.claim("a"))
            #expect(try await world.task(ids[0]).isReady)
        }
    }

    @Test("is the wait that the parent has already, in an edit")
    func inEdit() async throws {
        try await World.run { world in
            try await world.register("a")
            let parent = try await world.create()
            let child = try await world.create { $0.parent = .id(parent) }
            var update = TaskUpdate()
            update.addDependencies = [child]
            let edited = try await world.use.update(parent, with: update, as: world.caller)
            #expect(edited.unmet == 1 && edited.status == .blocked)
            let links = try await world.store.read { tx in try tx.dependencies(of: parent) }
            #expect(links.map(\.isChild) == [true])
            try await world.complete(try await world.claim("a"))
            #expect(try await world.task(parent).isReady)
        }
    }

    @Test("is an error of the caller of the store, because both counts would be wrong")
    func twice() async throws {
        try await World.run { world in
            let first = try await world.create()
            let second = try await world.create { $0.dependencies = [.id(first)] }
            await #expect(throws: (any Error).self) {
                try await world.store.write { tx in
                    try tx.addEdge(from: second, to: first, isChild: false, isSatisfied: false)
                }
            }
        }
    }
}
