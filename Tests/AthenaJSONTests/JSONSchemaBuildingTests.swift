import AthenaJSON
import Testing

@Suite struct JSONSchemaBuildingTests {
    static let claim: JSONSchema = .object(
        [
            .required("agent", .string(1...64, maxBytes: 128, description: "Who works.")),
            .optional("limit", .integer(1...100, description: "How many.", default: 10)),
            .optional("priority", .oneOf(["critical", "high", "medium", "low"], default: "medium")),
            .optional("skills", .array(of: .string(maxBytes: 64), 0...32, unique: true)),
            .optional("ratio", .number(0...1, default: 0.5)),
            .optional("resume", .boolean(default: false)),
            .optional("metadata", .openObject(description: "Anything.")),
            .optional("scores", .map(of: .number(), maxCount: 8)),
            .optional("until", JSONSchema.string().orNull),
        ],
        description: "Claims tasks."
    )

    static let rendered =
        #"{"type":"object","description":"Claims tasks.","properties":{"#
        + #""agent":{"type":"string","description":"Who works.","maxLength":64},"#
        + #""limit":{"type":"integer","description":"How many.","minimum":1,"maximum":100,"default":10},"#
        + #""priority":{"type":"string","enum":["critical","high","medium","low"],"default":"medium"},"#
        + #""skills":{"type":"array","items":{"type":"string"},"maxItems":32,"uniqueItems":true},"#
        + #""ratio":{"type":"number","minimum":0,"maximum":1,"default":0.5},"#
        + #""resume":{"type":"boolean","default":false},"#
        + #""metadata":{"type":"object","description":"Anything."},"#
        + #""scores":{"type":"object","additionalProperties":{"type":"number"},"maxProperties":8},"#
        + #""until":{"type":["string","null"]}},"#
        + #""required":["agent"],"additionalProperties":false}"#

    @Test("a schema is rendered byte for byte, in the order in which it was built")
    func rendering() {
        #expect(Self.claim.json.text == Self.rendered)
    }

    @Test("what is rendered can be read and is rendered the same again")
    func rereading() throws {
        let read = try JSONSchema(parsing: JSON(parsing: Self.rendered))
        #expect(read.json.text == Self.rendered)
        #expect(read.violations(of: ["agent": "a1", "limit": 500]).count == 1)
    }

    @Test("annotations are shown, replaced by name, and check nothing")
    func annotations() {
        let schema = JSONSchema.string(description: "old").described("new").titled("T").annotated(
            "x-mcp-header",
            "Task"
        )
        #expect(schema.json.text == #"{"type":"string","description":"new","title":"T","x-mcp-header":"Task"}"#)
        #expect(schema.accepts("anything"))
    }

    @Test(
        "a schema that also takes null says so in the way that fits it",
        arguments: [
            (JSONSchema.oneOf(["a"]).orNull, #"{"type":["string","null"],"enum":["a",null]}"#),
            (.integer(0...9).orNull, #"{"type":["integer","null"],"minimum":0,"maximum":9}"#),
            (.constant(1).orNull, #"{"anyOf":[{"type":"integer","const":1},{"type":"null"}]}"#),
            (.anything().orNull, "{}"),
            (JSONSchema.boolean().orNull.orNull, #"{"type":["boolean","null"]}"#),
        ]
    )
    func orNull(schema: JSONSchema, text: String) {
        #expect(schema.json.text == text)
        #expect(schema.accepts(.null))
    }

    @Test("that something must not be empty is checked and not shown")
    func filled() {
        let text = JSONSchema.string(1...3)
        #expect(text.json.text == #"{"type":"string","maxLength":3}"#)
        #expect(text.accepts("a") && !text.accepts(""))
        let list = JSONSchema.array(of: .string(), 1...2)
        #expect(list.json.text == #"{"type":"array","items":{"type":"string"},"maxItems":2}"#)
        #expect(list.accepts(["a"]) && !list.accepts([]))
        #expect(list.violations(of: [], limit: 1).first?.message.contains("must not be empty") == true)
    }

    @Test("every kind is named, objects first, and any value is taken")
    func everyKind() {
        let schema = JSONSchema.everyKind
        let text = #"{"type":["object","string","number","boolean","array","null"],"items":{}}"#
        #expect(schema.json.text == text)
        for value: JSON in [.null, true, 1, 0.5, "a", [1, [nil]], ["a": ["b": 1]]] { #expect(schema.accepts(value)) }
    }

    @Test("a schema that also takes whole numbers keeps what it asks of its own kind")
    func orInteger() {
        let schema = JSONSchema.string(2...3, description: "short").orInteger
        let text = #"{"type":["string","integer"],"description":"short","minLength":2,"maxLength":3}"#
        #expect(schema.json.text == text)
        #expect(schema.orInteger.json.text == text)
        for value: JSON in ["abc", 1_234] { #expect(schema.accepts(value)) }
        for value: JSON in ["abcd", 0.5, .null, true] { #expect(!schema.accepts(value)) }
    }

    @Test(
        "bounds are shown only where there are any",
        arguments: [
            (JSONSchema.integer(), #"{"type":"integer"}"#), (.integer(0 ... .max), #"{"type":"integer","minimum":0}"#),
            (.number(0.5 ... .infinity), #"{"type":"number","minimum":0.5}"#),
            (.string(0...5), #"{"type":"string","maxLength":5}"#),
            (.array(of: .null, 2 ... .max), #"{"type":"array","items":{"type":"null"},"minItems":2}"#),
            (.object([]), #"{"type":"object","additionalProperties":false}"#),
            (.anyOf([.null, .boolean()]), #"{"anyOf":[{"type":"null"},{"type":"boolean"}]}"#),
        ]
    )
    func bounds(schema: JSONSchema, text: String) {
        #expect(schema.json.text == text)
    }
}
