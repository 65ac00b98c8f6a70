import AthenaJSON
import Testing

@Suite struct JSONParserTests {
    @Test("a valid document is read as the value it means", arguments: validDocuments)
    func valid(document: ValidDocument) throws {
        #expect(try JSON(parsing: document.text) == document.value)
    }

    @Test("an invalid document is refused with its code at its place", arguments: invalidDocuments)
    func invalid(document: InvalidDocument) throws {
        let error = try #require(throws: JSONError.self) { try JSON(parsing: document.text) }
        #expect(error.code == document.code, "\(error)")
        #expect(error.offset == document.offset, "\(error)")
        #expect(error.message.contains("at byte \(document.offset)"))
    }

    @Test(
        "bytes that are not UTF-8 are refused at their place",
        arguments: [
            ([0x22, 0xFF, 0x22], 1),
            ([0x22, 0x61, 0xC0, 0x80, 0x22], 2),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
            ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),
            ([0x22, 0xE2, 0x82, 0x22], 1),
            ([0x22, 0x5C, 0x6E, 0x61, 0xFF, 0x22], 4),
            ([0x7B, 0x22, 0xFE, 0x22, 0x3A, 0x31, 0x7D], 2),
        ] as [([UInt8], Int)]
    )
    func invalidUTF8(bytes: [UInt8], offset: Int) throws {
        let error = try #require(throws: JSONError.self) { try JSON(parsing: bytes) }
        #expect(error.code == .invalidUTF8)
        #expect(error.offset == offset)
    }

    @Test("every beginning of a document is refused, none crashes")
    func truncation() {
        let bytes = Array(#"{"a":[1,-2.5e+3,true,null,"x\u00e9\ud83d\ude00é"],"b":{"c":false}}"#.utf8)
        for length in bytes.indices {
            #expect(throws: JSONError.self) { try JSON(parsing: Array(bytes.prefix(length))) }
        }
        #expect(throws: Never.self) { try JSON(parsing: bytes) }
    }

    @Test("a span, an array and a text are read alike")
    func sources() throws {
        let text = #"{"a":[1,"é"]}"#
        let bytes = Array(text.utf8)
        #expect(try JSON(parsing: bytes.span) == JSON(parsing: text))
        #expect(try JSON(parsing: bytes) == JSON(parsing: text))
    }

    @Test("members keep the order in which they were written")
    func order() throws {
        #expect(try JSON(parsing: #"{"z":1,"a":2,"m":3}"#).objectValue?.names == ["z", "a", "m"])
    }

    @Test("names that differ in bytes are different, however alike they look")
    func namesAreBytes() throws {
        #expect(try JSON(parsing: #"{"é":1,"e\u0301":2,"É":3}"#).objectValue?.count == 3)
    }

    @Test(
        "a name repeated after an escape is still a duplicate, in small and in large objects",
        arguments: [0, 11, 12, 500]
    )
    func duplicates(before: Int) throws {
        let others = (0..<before).map { "\"n\($0)\":0," }.joined()
        let text = "{\"key\":1,\(others)\"\\u006bey\":2}"
        let error = try #require(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error.code == .duplicateKey)
        #expect(error.message.contains("'key'"))
    }

    @Test("what comes from outside is short and harmless in a message")
    func messageIsHarmless() throws {
        let name = "\\u001b[31m\\n" + String(repeating: "x", count: 5_000)
        let error = try #require(throws: JSONError.self) { try JSON(parsing: "{\"\(name)\":1,\"\(name)\":1}") }
        #expect(error.message.utf8.count < 200)
        #expect(!error.message.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test("messages say what would be right", arguments: hints)
    func messages(text: String, hint: String) throws {
        let error = try #require(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error.message.contains(hint), "\(error.message)")
    }

    static let hints = [
        ("12345678901234567890", "send it as a string"),
        ("{'a':1}", "double quotes"),
        ("[1,2,]", "drop the comma"),
        ("[1] // end", "no comments"),
        ("\u{FEFF}{}", "byte order mark"),
        ("\"a\nb\"", "escaped"),
        ("{\"a\":", "ends too early"),
    ]
}
