import AthenaJSON
import Testing

@Suite struct JSONWriterTests {
    @Test("commas stand between elements and nowhere else")
    func commas() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("a")
        writer.beginArray()
        writer.integer(1)
        writer.string("x")
        writer.beginObject()
        writer.endObject()
        writer.null()
        writer.endArray()
        writer.member("b", [true, [:]])
        writer.name("c")
        writer.rawJSON(#"{"raw":1}"#)
        writer.name("d")
        writer.double(1)
        writer.endObject()
        #expect(writer.text == #"{"a":[1,"x",{},null],"b":[true,{}],"c":{"raw":1},"d":1.0}"#)
        #expect(writer.bytes == Array(writer.text.utf8))
    }

    @Test("integers are written as Swift would", arguments: [0, 7, 9, 10, 99, 100, -1, -10, 1_234_567, .max, .min])
    func integers(_ number: Int64) {
        var writer = JSONWriter()
        writer.integer(number)
        #expect(writer.text == number.description)
    }

    @Test(
        "texts are escaped where JSON asks for it and nowhere else",
        arguments: [
            ("", #""""#), ("plain", #""plain""#), ("\"", #""\"""#), ("a\\b", #""a\\b""#), ("\n", #""\n""#),
            ("\r\n", #""\r\n""#), ("\t\u{8}\u{C}", #""\t\b\f""#), ("\u{0}\u{1}\u{1F}", #""\u0000\u0001\u001f""#),
            ("/", #""/""#), ("é😀\u{7F}", "\"é😀\u{7F}\""), ("x\ny", #""x\ny""#), ("\u{2028}", "\"\u{2028}\""),
        ]
    )
    func escapes(text: String, written: String) throws {
        #expect(JSON.string(text).text == written)
        #expect(try JSON(parsing: written) == .string(text))
        #expect(JSON.object([text: nil]).text == "{\(written):null}")
    }

    @Test("no byte below a space is ever written")
    func noRawControls() {
        let text = String(String.UnicodeScalarView((0..<0x80).compactMap { Unicode.Scalar(UInt32($0)) }))
        #expect(!JSON.array([.string(text), [text: 1]]).bytes.contains { $0 < 0x20 })
    }

    @Test(
        "numbers are written shortest and read back as the same kind",
        arguments: [
            (.double(1), "1.0"), (.double(-0.0), "-0.0"), (.double(0.1), "0.1"), (.double(1e21), "1e+21"),
            (.double(.leastNonzeroMagnitude), "5e-324"), (.integer(100), "100"),
            (.integer(.min), "-9223372036854775808"),
            (.integer(-7), "-7"), (.integer(9), "9"), (.integer(10), "10"),
        ] as [(JSON, String)]
    )
    func numbers(value: JSON, written: String) throws {
        #expect(value.text == written)
        #expect(try JSON(parsing: written) == value)
        #expect(try JSON(parsing: written).kindName == value.kindName)
    }

    @Test("a double that is not finite becomes null", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(value: Double) {
        #expect(JSON.double(value).text == "null")
    }

    @Test("canonical bytes do not depend on the order of members, plain bytes keep it")
    func canonical() {
        let left: JSON = ["b": [1, ["y": 1, "x": 2]], "a": "é", "é": 1, "Z": 0]
        let right: JSON = ["Z": 0, "é": 1, "a": "é", "b": [1, ["x": 2, "y": 1]]]
        #expect(left.canonicalBytes == right.canonicalBytes)
        #expect(left.bytes != right.bytes)
        let expected = #"{"Z":0,"a":"é","b":[1,{"x":2,"y":1}],"é":1}"#
        #expect(String(decoding: left.canonicalBytes, as: UTF8.self) == expected)
    }

    @Test("pretty text is indented by two spaces and means the same")
    func pretty() throws {
        let value: JSON = ["a": [1, [], ["b": "x\ny"]], "c": [:]]
        let expected = """
            {
              "a": [
                1,
                [],
                {
                  "b": "x\\ny"
                }
              ],
              "c": {}
            }
            """
        #expect(value.prettyText == expected)
        #expect(try JSON(parsing: value.prettyText) == value)
    }
}
