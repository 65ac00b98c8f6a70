import AthenaJSON
import Testing

@Suite struct JSONSchemaMessageTests {
    private static let schema: JSONSchema = .object([
        .required("title", .string(1...10, maxBytes: 12)),
        .optional("priority", .oneOf(["critical", "high", "medium", "low"])),
        .optional("limit", .integer(1...100)),
        .optional("lease_seconds", .integer()),
        .optional("urgent", .boolean()),
        .optional("requirements", .array(of: .string(), 0...3, unique: true)),
        .optional("tasks", .array(of: .object([.required("title", .string())]))),
        .optional("target", .anyOf([.string(), .object([.required("id", .integer())])])),
    ])

    static let sentences: [(JSON, path: String, String)] = [
        (["priorty": "high"], "", "'title' is missing (a string)"),
        (
            ["title": "x", "priorty": "high"], "",
            "unknown argument 'priorty'; did you mean 'priority'? Accepted: "
                + "title, priority, limit, lease_seconds, urgent, requirements, tasks, target"
        ),
        (
            ["title": "x", "priority": "urgent!"], "/priority",
            #"must be one of "critical", "high", "medium" or "low", not "urgent!""#
        ),
        (["title": "x", "priority": "hihg"], "/priority", #"did you mean "high"?"#),
        (["title": ""], "/title", "'title' must not be empty"),
        (["title": "abcdefghijkl"], "/title", "'title' has 12 characters, more than the 10 allowed; shorten it"),
        (["title": "ééééééé"], "/title", "'title' has 14 bytes, more than the 12 allowed; shorten it"),
        (["title": 5], "/title", "'title' must be a string, not an integer"),
        (["title": "x", "limit": 500], "/limit", "'limit' must be at most 100, not 500"),
        (["title": "x", "limit": 0], "/limit", "'limit' must be at least 1, not 0"),
        (["title": "x", "limit": "5"], "/limit", "'limit' must be an integer, not a string; send 5 without quotes"),
        (["title": "x", "limit": 1.5], "/limit", "'limit' must be a whole number, not 1.5"),
        (["title": "x", "leaseSecond": 5], "", "did you mean 'lease_seconds'?"),
        (["title": "x", "urgent": "true"], "/urgent", "send true without quotes"),
        (
            ["title": "x", "requirements": "[\"sql\"]"], "/requirements",
            "send the array itself, not a text that holds it"
        ),
        (["title": "x", "requirements": ["a", "b", "a"]], "/requirements", "the same item at 0 and 2"),
        (
            ["title": "x", "requirements": ["a", "b", "c", "d"]], "/requirements",
            "has 4 items, more than the 3 allowed"
        ),
        (["title": "x", "tasks": [["title": "a"], [:]]], "/tasks/1", "'title' is missing in 'tasks[1]' (a string)"),
        (
            ["title": "x", "tasks": [["title": "a", "b": 1]]], "/tasks/0",
            "unknown argument 'b' in 'tasks[0]'. Accepted: title"
        ),
        (["title": "x", "target": 5], "/target", "'target' must be a string or an object, not an integer"),
        (["title": "x", "target": ["id": "7"]], "/target/id", "'target.id' must be an integer"),
        ([1], "", "the value must be an object, not an array"),
    ]

    @Test("a violation names the place and says what to send", arguments: sentences)
    func sentence(value: JSON, path: String, sentence: String) throws {
        let violation = try #require(Self.schema.violations(of: value).first)
        #expect(violation.path == path)
        #expect(violation.message.contains(sentence), "\(violation.message)")
    }

    @Test("several violations come in the order of the schema, as many as asked for")
    func limit() {
        let value: JSON = ["limit": 0, "priority": "x", "one": 1, "two": 2, "three": 3]
        let all = Self.schema.violations(of: value, limit: 10)
        #expect(
            all.map(\.keyword) == [
                "minimum", "enum", "required", "additionalProperties", "additionalProperties", "additionalProperties",
            ]
        )
        #expect(Self.schema.violations(of: value).count == 5)
        #expect(Self.schema.violations(of: value, limit: 2) == Array(all.prefix(2)))
        #expect(Self.schema.violations(of: value, limit: 0).count == 1)
    }

    @Test("an alternative marked by a constant is the one that is explained")
    func discriminated() throws {
        let schema: JSONSchema = .anyOf([
            .object([.required("type", .constant("text")), .required("text", .string())]),
            .object([.required("type", .constant("image")), .required("data", .string())]),
        ])
        let violations = schema.violations(of: ["type": "image", "data": 5])
        #expect(violations.map(\.path) == ["/data"])
        #expect(
            schema.violations(of: ["type": "sound"]).first?.message.contains("none of its 2 accepted forms") == true
        )
    }

    @Test("names and values from outside are short and harmless in a message")
    func harmless() {
        let name = "\u{1B}[2J\n'\u{202E}" + String(repeating: "y", count: 10_000)
        for violation in Self.schema.violations(of: ["title": "x", "priority": .string(name), name: 1]) {
            #expect(violation.message.utf8.count < 400)
            #expect(!violation.message.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
        }
    }
}
