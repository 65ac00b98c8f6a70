import AthenaCore
import Testing

@Suite("Knowledge graph")
struct GraphTests {
    @Test(
        "references are read and written",
        arguments: [
            ("t12", "TASK", "t12", "t12"), ("task:t12", "TASK", "t12", "t12"), ("g4", "GOAL", "g4", "g4"),
            ("goal:g4", "GOAL", "g4", "g4"), ("agent:claude-1", "AGENT", "claude-1", "agent:claude-1"),
            ("AGENT:ci:bot", "AGENT", "ci:bot", "agent:ci:bot"), ("skill:swift", "SKILL", "swift", "skill:swift"),
            ("project:default", "PROJECT", "default", "project:default"),
            ("tool:rip grep", "TOOL", "rip grep", "TOOL:rip grep"),
            ("URL:http://x/y", "URL", "http://x/y", "URL:http://x/y"),
        ]
    )
    func references(text: String, kind: String, name: String, written: String) throws {
        let entity = try Entity(parsing: text)
        #expect(entity == Entity(kind: kind, name: name))
        #expect(entity.reference == written)
        #expect(try Entity(parsing: entity.reference) == entity)
    }

    @Test(
        "what is no reference is refused as an argument",
        arguments: [
            "", "claude-1", "t", "t0", "t01", "T12", "g-1", "task:12", "goal:t4", "agent:", "agent:a b", "skill:Swift",
            "tool:",
            ":x", "9x:y", "_X:y", "to ol:x", "tool:a\u{0}b", "tool:a\nb", "ä:x",
            "tool:" + String(repeating: "x", count: 201),
            String(repeating: "K", count: 33) + ":x",
        ]
    )
    func refuses(text: String) {
        #expect { try Entity(parsing: text) } throws: { ($0 as? AthenaError)?.code == .invalidArgument }
    }

    @Test("only free kinds can be added")
    func kinds() throws {
        #expect(try Relation.kind(checking: "mentions") == "MENTIONS")
        #expect(throws: AthenaError.self) { try Relation.kind(checking: "depends_on") }
        #expect(throws: AthenaError.self) { try Relation.kind(checking: "two words") }
        #expect(try Entity(parsing: "agent:a").isDerived)
        #expect(try !Entity(parsing: "tool:a").isDerived)
    }

    @Test("the shortest path is found, edges in either direction")
    func shortest() {
        let edges = [(1, 2), (2, 3), (3, 4), (5, 1), (5, 4)]
        let path = GraphPath.shortest(from: node(1), to: node(4), bound: 100, relations: neighbours(edges))
        #expect(path == .found([edge(5, 1), edge(5, 4)]))
        #expect(GraphPath.shortest(from: node(1), to: node(1), bound: 0, relations: neighbours(edges)) == .found([]))
    }

    @Test("no path, or none within the bound, are different answers")
    func bounds() {
        let chain = (1..<50).map { ($0, $0 + 1) }
        #expect(GraphPath.shortest(from: node(1), to: node(99), bound: 100, relations: neighbours(chain)) == .none)
        #expect(
            GraphPath.shortest(from: node(1), to: node(50), bound: 10, relations: neighbours(chain))
                == .givenUp(visited: 10)
        )
        guard
            case .found(let path) = GraphPath.shortest(
                from: node(1),
                to: node(50),
                bound: 49,
                relations: neighbours(chain)
            )
        else {
            Issue.record("the chain was not followed to its end")
            return
        }
        #expect(path.count == 49)
    }

    @Test("circles and edges to itself end")
    func circles() {
        let edges = [(1, 1), (1, 2), (2, 3), (3, 1)]
        #expect(GraphPath.shortest(from: node(1), to: node(9), bound: 100, relations: neighbours(edges)) == .none)
    }

    private func node(_ number: Int) -> Entity { Entity(kind: "N", name: "\(number)") }

    private func edge(_ from: Int, _ to: Int) -> Relation { Relation(from: node(from), kind: "E", to: node(to)) }

    private func neighbours(_ edges: [(Int, Int)]) -> (Entity) -> [Relation] {
        { entity in
            edges.map { edge($0.0, $0.1) }.filter { $0.from == entity || $0.to == entity }
        }
    }
}
