import AthenaJSON
import Testing

/// A schema, values that meet it and values that do not.
struct KeywordCase: Sendable, CustomTestStringConvertible {
    let schema: JSON
    let right: [JSON]
    let wrong: [JSON]

    var testDescription: String { schema.text }
}

@Suite struct JSONSchemaKeywordTests {
    @Test("a keyword takes what it should and refuses the rest", arguments: simpleCases + partCases + combinedCases)
    func keywords(example: KeywordCase) throws {
        let schema = try JSONSchema(parsing: example.schema)
        for value in example.right {
            #expect(schema.violations(of: value).isEmpty, "\(value) should be right")
            #expect(schema.accepts(value))
        }
        for value in example.wrong {
            #expect(!schema.violations(of: value).isEmpty, "\(value) should be wrong")
            #expect(!schema.accepts(value))
        }
        #expect(schema.json == example.schema)
    }
}

private let simpleCases: [KeywordCase] = [
    .init(schema: true, right: [1, "x", nil], wrong: []),
    .init(schema: false, right: [], wrong: [1, "x", nil]),
    .init(schema: [:], right: [1, [:]], wrong: []),
    .init(schema: ["type": "integer"], right: [1, 1.0, 1e30, .integer(.min)], wrong: [1.5, "1", true, nil]),
    .init(schema: ["type": "number"], right: [1, 1.5], wrong: ["1", [1]]),
    .init(schema: ["type": ["string", "null"]], right: ["", nil], wrong: [0, []]),
    .init(schema: ["type": "object"], right: [[:]], wrong: [[]]),
    .init(schema: ["type": "boolean"], right: [true, false], wrong: [0, "true"]),
    .init(
        schema: ["enum": ["a", 1, nil, ["k": [1]]]],
        right: ["a", 1.0, nil, ["k": [1.0]]],
        wrong: ["A", 2, ["k": []]]
    ),
    .init(schema: ["const": ["a": 1, "b": 2]], right: [["b": 2, "a": 1]], wrong: [["a": 1], 1]),
    .init(schema: ["minimum": 1], right: [1, 1.0, 2, "x"], wrong: [0, 0.99, .integer(.min)]),
    .init(schema: ["maximum": 1.5], right: [1, 1.5], wrong: [2, 1.51, .integer(.max)]),
    .init(schema: ["exclusiveMinimum": 0], right: [0.1, 1], wrong: [0, 0.0, -1]),
    .init(schema: ["exclusiveMaximum": 10], right: [9, 9.99], wrong: [10, 10.0]),
    .init(schema: ["maximum": 9_007_199_254_740_992.0], right: [9_007_199_254_740_992], wrong: [9_007_199_254_740_993]),
    .init(schema: ["minimum": .integer(.max)], right: [.integer(.max), 1e19], wrong: [.integer(.max - 1), 0.5]),
    .init(schema: ["multipleOf": 3], right: [0, 9, -3, 6.0, "x"], wrong: [1, 3.5, .integer(.min)]),
    .init(schema: ["multipleOf": 0.1], right: [0.3, 7, 1.1], wrong: [0.35, 0.25]),
    .init(schema: ["minLength": 2], right: ["ab", "é€", 1], wrong: ["a", "", "😀"]),
    .init(schema: ["maxLength": 2], right: ["ab", "😀😀", [1, 2, 3]], wrong: ["abc", "e\u{301}x"]),
    .init(schema: ["pattern": "^a+$", "format": "email", "x-own": 1], right: ["bbb"], wrong: []),
]

private let partCases: [KeywordCase] = [
    .init(
        schema: ["properties": ["a": ["type": "integer"]]],
        right: [["a": 1], ["b": "x"], [:], 1],
        wrong: [["a": "x"]]
    ),
    .init(schema: ["required": ["a", "b"]], right: [["a": nil, "b": 1], 5], wrong: [["a": 1], [:]]),
    .init(
        schema: ["properties": ["a": true], "additionalProperties": false],
        right: [["a": 1], [:]],
        wrong: [["b": 1], ["a": 1, "A": 1]]
    ),
    .init(
        schema: ["properties": ["a": true], "additionalProperties": ["type": "string"]],
        right: [["a": 1, "b": "x"]],
        wrong: [["a": 1, "b": 2]]
    ),
    .init(
        schema: ["patternProperties": ["^x": true], "additionalProperties": false],
        right: [["x1": 1], ["y": 1]],
        wrong: []
    ),
    .init(schema: ["propertyNames": ["maxLength": 2]], right: [["ab": 1]], wrong: [["abc": 1]]),
    .init(
        schema: ["minProperties": 1, "maxProperties": 2],
        right: [["a": 1]],
        wrong: [[:], ["a": 1, "b": 2, "c": 3]]
    ),
    .init(schema: ["items": ["type": "integer"]], right: [[], [1, 2], "x"], wrong: [[1, "x"]]),
    .init(schema: ["items": false], right: [[]], wrong: [[1]]),
    .init(
        schema: ["prefixItems": [["type": "string"], ["type": "integer"]], "items": false],
        right: [["a", 1], ["a"], []],
        wrong: [["a", 1, 2], [1]]
    ),
    .init(schema: ["items": [["type": "string"]]], right: [["a", 1], []], wrong: [[1]]),
    .init(schema: ["minItems": 1, "maxItems": 2], right: [[1], [1, 2]], wrong: [[], [1, 2, 3]]),
    .init(
        schema: ["uniqueItems": true],
        right: [[1, "1", [1], nil], []],
        wrong: [[1, 1.0], [["a": 1, "b": 2], ["b": 2, "a": 1]], [nil, nil]]
    ),
    .init(schema: ["uniqueItems": false], right: [[1, 1]], wrong: []),
]

private let combinedCases: [KeywordCase] = [
    .init(schema: ["anyOf": [["type": "string"], ["minimum": 5]]], right: ["a", 5, nil], wrong: [4]),
    .init(schema: ["oneOf": [["minimum": 5], ["multipleOf": 2]]], right: [7, 2], wrong: [6, 3]),
    .init(schema: ["allOf": [["minimum": 5], ["multipleOf": 2]]], right: [6, "x"], wrong: [7, 4]),
    .init(schema: ["not": ["type": "string"]], right: [1, nil], wrong: ["x"]),
    .init(schema: ["not": ["not": ["type": "string"]]], right: ["x"], wrong: [1]),
    .init(
        schema: ["$ref": "#/$defs/node", "$defs": ["node": ["items": ["$ref": "#/$defs/node"], "type": "array"]]],
        right: [[], [[], [[]]]],
        wrong: [1, [[1]]]
    ),
    .init(
        schema: ["$ref": "#/definitions/a~1b", "definitions": ["a/b": ["type": "null"]]],
        right: [nil],
        wrong: [1]
    ),
    .init(
        schema: ["properties": ["child": ["$ref": "#"]], "required": ["id"]],
        right: [["id": 1, "child": ["id": 2]]],
        wrong: [["id": 1, "child": [:]]]
    ),
]
