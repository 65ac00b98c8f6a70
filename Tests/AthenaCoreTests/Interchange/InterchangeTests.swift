import AthenaCore
import AthenaJSON
import Testing

@Suite("What an export is made of")
struct InterchangeTests {
    private static let tool = Entity(kind: "TOOL", name: "a:b")
    private static let places: [ExportPlace] = [
        .start(.task), .goal(Goal.ID(rawValue: 3)), .agent(Agent.ID(rawValue: "ann")),
        .performance(.init(agent: nil, scope: .overall)),
        .performance(.init(agent: Agent.ID(rawValue: "ann"), scope: .type("a:b"))),
        .task(AgentTask.ID(rawValue: 7)), .history(AgentTask.ID(rawValue: 7), .init(fence: .max, note: 12)),
        .entity(tool), .relation(Relation(from: tool, kind: "NEXT_TO", to: Entity(kind: "TASK", name: "t1"))),
    ]

    private static let noPlaces: [JSON] = [
        .null, [], ["moon"], ["task"], ["task", "x1"], ["task", "t1", "t2"], ["history", "t1", "a", "1"],
    ]
    private static let storedTexts: [(String, Bool)] = [
        ("[\"[[[[,,,\\\"]\",1]", false),
        (Self.repeated("1,", 900, within: "[]"), false),
        (Self.repeated("1,", 1_100, within: "[]"), true),
        (Self.repeated("[", 40) + Self.repeated("]", 40), false),
        (Self.repeated("[", 41) + Self.repeated("]", 41), true),
        (Self.repeated(",[", 2_000, within: "\"\""), false),
    ]

    private static func repeated(_ text: String, _ count: Int, within ends: String = "") -> String {
        String(ends.prefix(1)) + String(repeating: text, count: count) + String(ends.suffix(ends.isEmpty ? 0 : 1))
    }

    @Test("a place reads back from what a cursor carries", arguments: places)
    func place(place: ExportPlace) {
        #expect(ExportPlace(place.json) == place)
    }

    @Test(
        "what is no place is none",
        arguments: noPlaces
    )
    func noPlace(json: JSON) {
        #expect(ExportPlace(json) == nil)
    }

    @Test("a made name says for which id it was made, and differs with time and creator")
    func names() {
        let name = ExportName.made(id: "t12", createdAt: 5, createdBy: "a")
        #expect(ExportName.id(in: name) == "t12")
        #expect(ExportName.id(in: "own:t12") == nil)
        #expect(name == ExportName.made(id: "t12", createdAt: 5, createdBy: "a"))
        #expect(name != ExportName.made(id: "t12", createdAt: 6, createdBy: "a"))
        #expect(name != ExportName.made(id: "t12", createdAt: 5, createdBy: "b"))
    }

    @Test(
        "only a text that would make its line too deep or too long a list is written as a text",
        arguments: storedTexts
    )
    func texts(json: String, isText: Bool) {
        #expect(StoredText.isWrittenAsText(json) == isText)
    }
}
