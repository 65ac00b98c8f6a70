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
        + #""agent":{"type":"string","description":"Who works.","minLength":1,"maxLength":64},"#
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

    @Test(
        "bounds are shown only where there are any",
        arguments: [
            (JSONSchema.integer(), #"{"type":"integer"}"#), (.integer(0 ... .max), #"{"type":"integer","minimum":0}"#),
            (.number(0.5 ... .infinity), #"{"type":"number","minimum":0.5}"#),
            (.string(0...5), #"{"type":"string","maxLength":5}"#),
            (.array(of: .null, 1 ... .max), #"{"type":"array","items":{"type":"null"},"minItems":1}"#),
            (.object([]), #"{"type":"object","additionalProperties":false}"#),
            (.anyOf([.null, .boolean()]), #"{"anyOf":[{"type":"null"},{"type":"boolean"}]}"#),
        ]
    )
    func bounds(schema: JSONSchema, text: String) {
        #expect(schema.json.text == text)
    }
}
