import AthenaJSON
import Testing

@Suite struct JSONSchemaParsingTests {
    static let refusals: [(JSON, JSONSchemaError.Code, path: String)] = [
        (5, .invalidKeyword, ""), ("string", .invalidKeyword, ""), (["type": "text"], .invalidKeyword, "/type"),
        (["type": []], .invalidKeyword, "/type"), (["type": ["string", 1]], .invalidKeyword, "/type"),
        (["properties": ["a": 1]], .invalidKeyword, "/properties/a"),
        (["properties": []], .invalidKeyword, "/properties"),
        (["required": "a"], .invalidKeyword, "/required"), (["required": [1]], .invalidKeyword, "/required"),
        (["minLength": -1], .invalidKeyword, "/minLength"), (["maxItems": 1.5], .invalidKeyword, "/maxItems"),
        (["minimum": "1"], .invalidKeyword, "/minimum"),
        (["exclusiveMinimum": true], .invalidKeyword, "/exclusiveMinimum"),
        (["multipleOf": 0], .invalidKeyword, "/multipleOf"), (["enum": 1], .invalidKeyword, "/enum"),
        (["anyOf": []], .invalidKeyword, "/anyOf"), (["anyOf": [1]], .invalidKeyword, "/anyOf/0"),
        (["uniqueItems": 1], .invalidKeyword, "/uniqueItems"), (["not": nil], .invalidKeyword, "/not"),
        (["$schema": "http://json-schema.org/draft-04/schema#"], .unsupportedDialect, "/$schema"),
        (["$schema": 7], .unsupportedDialect, "/$schema"),
        (["$ref": "https://example.com/schema.json"], .unsupportedReference, "/$ref"),
        (["$ref": "#/properties/a"], .unsupportedReference, "/$ref"),
        (["$ref": "other.json"], .unsupportedReference, "/$ref"),
        (["items": ["$ref": "#/$defs/gone"]], .unresolvedReference, "/items/$ref"),
        (["properties": ["a/b": ["type": 1]]], .invalidKeyword, "/properties/a~1b/type"),
    ]

    @Test("a schema that would be checked wrongly is refused at its place", arguments: refusals)
    func refusal(json: JSON, code: JSONSchemaError.Code, path: String) throws {
        let error = try #require(throws: JSONSchemaError.self) { try JSONSchema(parsing: json) }
        #expect(error.code == code, "\(error)")
        #expect(error.path == path)
        #expect(!error.message.isEmpty)
    }

    @Test(
        "the two dialects in use are read",
        arguments: [
            "https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2020-12/schema#",
            "http://json-schema.org/draft-07/schema#", "http://json-schema.org/draft-07/schema",
        ]
    )
    func dialects(dialect: String) throws {
        #expect(try JSONSchema(parsing: ["$schema": .string(dialect), "type": "null"]).accepts(nil))
    }

    @Test("unknown keywords are kept where they stood and check nothing")
    func unknownKeywords() throws {
        let json: JSON = ["x-order": 1, "type": "string", "pattern": "(a+)+$", "examples": [1], "$comment": "x"]
        let schema = try JSONSchema(parsing: json)
        #expect(schema.json == json)
        #expect(schema.accepts("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"))
    }

    @Test("schemas nested too deep and too many schemas are refused")
    func bounds() throws {
        var deep: JSON = true
        for _ in 0..<100 { deep = ["not": deep] }
        #expect(try #require(throws: JSONSchemaError.self) { try JSONSchema(parsing: deep) }.code == .tooDeep)
        let many: JSON = ["allOf": .array(Array(repeating: true, count: 20_001))]
        #expect(try #require(throws: JSONSchemaError.self) { try JSONSchema(parsing: many) }.code == .tooManySubschemas)
    }

    @Test(
        "references in a circle end with a violation",
        arguments: [
            ["$ref": "#"],
            ["$ref": "#/$defs/a", "$defs": ["a": ["$ref": "#/$defs/b"], "b": ["$ref": "#/$defs/a"]]],
            ["$ref": "#/$defs/a", "$defs": ["a": ["allOf": [["$ref": "#/$defs/a"]]]]],
            ["$ref": "#/$defs/a", "$defs": ["a": ["anyOf": [["$ref": "#/$defs/a"], ["$ref": "#/$defs/a"]]]]],
        ] as [JSON]
    )
    func circles(json: JSON) throws {
        let schema = try JSONSchema(parsing: json)
        #expect(!schema.violations(of: 1).isEmpty)
        #expect(!schema.accepts(1))
    }

    @Test("work that doubles at every level is cut off with a violation that says so")
    func exponential() throws {
        var definitions: JSONObject = ["d0": ["type": "string"]]
        for level in 1...40 {
            let reference: JSON = ["$ref": "#/$defs/d\(level - 1)"]
            definitions.append(
                "d\(level)",
                ["allOf": [["anyOf": [reference, reference]], ["anyOf": [reference, reference]]]]
            )
        }
        let schema = try JSONSchema(parsing: ["$ref": "#/$defs/d40", "$defs": .object(definitions)])
        let last = try #require(schema.violations(of: 1).last)
        #expect(last.message.contains("too complex"))
        #expect(!schema.accepts("x"))
    }

    @Test("a definition is checked with all that it refers to")
    func definitions() throws {
        let schema = try JSONSchema(
            parsing: ["$defs": ["id": ["type": "integer"], "task": ["properties": ["id": ["$ref": "#/$defs/id"]]]]]
        )
        #expect(schema.definitionNames == ["id", "task"])
        let task = try #require(schema.definition(named: "task"))
        #expect(task.accepts(["id": 1]))
        #expect(!task.accepts(["id": "x"]))
        #expect(schema.definition(named: "gone") == nil)
    }
}
