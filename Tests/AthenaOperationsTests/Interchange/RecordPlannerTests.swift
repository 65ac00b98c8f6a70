import AthenaJSON
import AthenaOperations
import Testing

@Suite("The plan of a file's edges")
struct RecordPlannerTests {
    private static func record(_ id: String, _ edges: [(kind: String, to: String)] = []) -> JSON {
        BeadsFile.record(id, edges)
    }

    @Test("blocking edges become dependencies and parents get children, also when the other record comes later")
    func ties() throws {
        let file = try BeadsFile([
            Self.record("a", [("blocks", "c"), ("waits-for", "b"), ("conditional-blocks", "d")]),
            Self.record("b", [("parent-child", "d")]), Self.record("c"), Self.record("d"),
        ])
        #expect(try file.dependencies(of: "a") == ["c", "b", "d"])
        #expect(try file.children(of: "d") == ["b"])
        #expect(file.unused.isEmpty)
    }

    @Test("every record stands behind all that it waits for, and a file in that order keeps it")
    func order() throws {
        let shuffled = try BeadsFile([
            Self.record("parent"), Self.record("a", [("blocks", "b"), ("parent-child", "parent")]), Self.record("b"),
        ])
        #expect(shuffled.order == ["b", "a", "parent"])
        let sorted = try BeadsFile([
            Self.record("b"), Self.record("a", [("blocks", "b"), ("parent-child", "parent")]), Self.record("parent"),
        ])
        #expect(sorted.order == ["b", "a", "parent"])
    }

    @Test("edges that lead nowhere, to themselves, twice to one place or that block nothing are told and not used")
    func unused() throws {
        let file = try BeadsFile([
            Self.record(
                "a",
                [("blocks", "gone"), ("blocks", "a"), ("blocks", "b"), ("waits-for", "b"), ("related", "b")]
            ),
            Self.record("b"),
        ])
        #expect(file.unused == ["a>gone dangling", "a>a self_reference", "a>b repeated", "a>b not_blocking"])
        #expect(try file.dependencies(of: "a") == ["b"])
    }

    @Test("an edge that names another record as its own end is not used")
    func foreign() throws {
        var record = try #require(Self.record("a").objectValue)
        record["dependencies"] = [["issue_id": "b", "depends_on_id": "c", "type": "blocks"]]
        let file = try BeadsFile([.object(record), Self.record("b"), Self.record("c")])
        #expect(file.unused == ["a>c foreign"])
        #expect(try file.dependencies(of: "b") == [])
    }

    @Test("an edge to or from what is no work is not used")
    func noWork() throws {
        let file = try BeadsFile([
            Self.record("a", [("blocks", "m")]), BeadsFile.record("m", type: "message", [("parent-child", "a")]),
        ])
        #expect(Set(file.unused) == ["a>m no_work", "m>a no_work"])
    }

    @Test("of two parents the one that the record names is its parent, and the other waits for it all the same")
    func secondParent() throws {
        var child = try #require(Self.record("child", [("parent-child", "p"), ("parent-child", "q")]).objectValue)
        child["parent"] = "p"
        let file = try BeadsFile([Self.record("p"), Self.record("q"), .object(child)])
        #expect(try file.children(of: "p") == ["child"])
        #expect(try file.children(of: "q") == [])
        #expect(try file.dependencies(of: "q") == ["child"])
        #expect(file.unused == ["child>q second_parent"])
    }

    @Test("a circle is broken at the edge that closes it, each time the same")
    func circle() throws {
        let records = [
            Self.record("a", [("blocks", "b")]), Self.record("b", [("blocks", "c")]),
            Self.record("c", [("blocks", "a")]),
        ]
        let file = try BeadsFile(records)
        #expect(file.unused == ["c>a cycle"])
        #expect(file.order == ["c", "b", "a"])
        #expect(try BeadsFile(records).unused == file.unused)
    }

    @Test("a child that is blocked by its own parent keeps its parent and loses the block")
    func childBlockedByParent() throws {
        let file = try BeadsFile([
            Self.record("child", [("blocks", "parent"), ("parent-child", "parent")]), Self.record("parent"),
        ])
        #expect(file.unused == ["child>parent cycle"])
        #expect(try file.children(of: "parent") == ["child"])
    }

    @Test("two records that are each other's parents end with one parent")
    func parentsInACircle() throws {
        let file = try BeadsFile([
            Self.record("a", [("parent-child", "b")]), Self.record("b", [("parent-child", "a")]),
        ])
        #expect(file.unused.count == 1)
        #expect(try file.children(of: "a").count + file.children(of: "b").count == 1)
    }

    @Test("no more dependencies are taken than a task can have")
    func tooMany() throws {
        let others = (0..<300).map { Self.record("o\($0)") }
        let file = try BeadsFile([Self.record("a", (0..<300).map { ("blocks", "o\($0)") })] + others)
        #expect(try file.dependencies(of: "a").count == 256)
        #expect(file.plan.unused.count { $0.why == .tooMany } == 44)
    }

    @Test("a chain of many records is walked without recursion")
    func longChain() throws {
        let count = 50_000
        let file = try BeadsFile(
            (0..<count).map { number in
                Self.record("r\(number)", number + 1 < count ? [("blocks", "r\(number + 1)")] : [])
            }
        )
        #expect(file.order.first == "r\(count - 1)")
        #expect(file.order.count == count)
    }

    @Test("a name is taken once")
    func duplicates() throws {
        var graph = RecordGraph()
        guard case .record(let outline) = BeadsFormat(skills: .none).outline(of: ["id": "a", "title": "A"]) else {
            Issue.record("a record with a title is a record")
            return
        }
        #expect(try graph.add(outline))
        #expect(try !graph.add(outline))
    }
}
