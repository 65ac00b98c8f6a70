import AthenaJSON
import Testing

/// A text and the value it means.
struct ValidDocument: Sendable, CustomTestStringConvertible {
    let text: String
    let value: JSON

    init(_ text: String, _ value: JSON) {
        self.text = text
        self.value = value
    }

    var testDescription: String { text }
}

/// A text that is no JSON, why, and from which byte on.
struct InvalidDocument: Sendable, CustomTestStringConvertible {
    let text: String
    let code: JSONError.Code
    let offset: Int

    init(_ text: String, _ code: JSONError.Code, _ offset: Int) {
        self.text = text
        self.code = code
        self.offset = offset
    }

    var testDescription: String { text }
}

let validDocuments: [ValidDocument] = [
    .init("null", nil), .init("true", true), .init("false", false), .init(" \t\r\n1 \t\r\n", 1),
    .init("0", 0), .init("-0", 0), .init("-1", -1), .init("10", 10),
    .init("9223372036854775807", .integer(.max)), .init("-9223372036854775808", .integer(.min)),
    .init("0.5", 0.5), .init("-0.0", .double(-0.0)), .init("1e2", 100.0), .init("1E+2", 100.0), .init("1e-2", 0.01),
    .init("0e0", 0.0), .init("0.1", 0.1), .init("123456789012345678901234567890.0", 1.2345678901234568e29),
    .init("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
    .init("5e-324", .double(.leastNonzeroMagnitude)),
    .init("1e-400", 0.0), .init("0.000000000000000000000000000001", 1e-30), .init("1e22", 1e22), .init("1e23", 1e23),
    .init("2.2250738585072011e-308", .double(Double.leastNormalMagnitude.nextDown)),
    .init("0e99999999999999999999", 0.0),
    .init("9007199254740993.0", 9_007_199_254_740_992.0), .init("8.5e-22", 8.5e-22),
    .init(#""""#, ""), .init(#""a""#, "a"), .init(#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    .init(#""\u0041\u00e9\u20AC""#, "Aé€"), .init(#""\ud83d\ude00""#, "😀"), .init(#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
    .init(#""\u0000""#, "\u{0}"), .init("\"\u{7F}\u{2028}é😀\"", "\u{7F}\u{2028}é😀"), .init(#""\uffff""#, "\u{FFFF}"),
    .init("[]", []), .init("[ ]", []), .init("[1,[2,[3]]]", [1, [2, [3]]]),
    .init("[ 1 , \"a\" , null ]", [1, "a", nil]),
    .init("{}", [:]), .init("{ }", [:]), .init(#"{"a":1}"#, ["a": 1]),
    .init(#"{ "a" : { "b" : [ ] } }"#, ["a": ["b": []]]),
    .init(#"{"":0}"#, ["": 0]), .init(#"{"a":1,"A":2,"a ":3}"#, ["a": 1, "A": 2, "a ": 3]),
]

let invalidDocuments: [InvalidDocument] =
    invalidStructures + [
        .init("01", .syntax, 0), .init("-01", .syntax, 1), .init("-", .syntax, 1), .init("+1", .syntax, 0),
        .init(".5", .syntax, 0), .init("1.", .syntax, 2), .init("1.e2", .syntax, 2), .init("1e", .syntax, 2),
        .init("1e+", .syntax, 3), .init("0x10", .syntax, 1), .init("1_000", .syntax, 1), .init("NaN", .syntax, 0),
        .init("Infinity", .syntax, 0), .init("-Infinity", .syntax, 1), .init("00", .syntax, 0),
        .init("9223372036854775808", .numberOutOfRange, 0), .init("-9223372036854775809", .numberOutOfRange, 0),
        .init("[1, 18446744073709551617]", .numberOutOfRange, 4), .init("1e400", .numberOutOfRange, 0),
        .init("-1e400", .numberOutOfRange, 0), .init("1e999999999999999999999", .numberOutOfRange, 0),
        .init("1." + String(repeating: "3", count: 1_200), .numberOutOfRange, 0),
        .init(#"""#, .syntax, 1), .init(#""a"#, .syntax, 2), .init("\"a\tb\"", .syntax, 2),
        .init("\"\u{0}\"", .syntax, 1),
        .init(#""\x41""#, .syntax, 2), .init(#""\"#, .syntax, 2), .init(#""\u12""#, .syntax, 5),
        .init(#""\u12G4""#, .syntax, 5), .init(#""\U0041""#, .syntax, 2), .init(#""\a"#, .syntax, 2),
        .init(#""\ud83d""#, .loneSurrogate, 1), .init(#""x\ude00""#, .loneSurrogate, 2),
        .init(#""\ud83dx""#, .loneSurrogate, 1), .init(#""\ud83d\n""#, .loneSurrogate, 1),
        .init(#""\ud83d\ud83d""#, .loneSurrogate, 1), .init(#""\ud83d\u0041""#, .loneSurrogate, 1),
        .init(#"{"a":1,"a":1}"#, .duplicateKey, 7), .init(#"{"x":{"a":1,"b":2,"a":3}}"#, .duplicateKey, 18),
    ]

private let invalidStructures: [InvalidDocument] = [
    .init("", .syntax, 0), .init(" ", .syntax, 1), .init("nul", .syntax, 3), .init("nulL", .syntax, 3),
    .init("TRUE", .syntax, 0), .init("truex", .syntax, 4), .init("1 2", .syntax, 2), .init("{}{}", .syntax, 2),
    .init("[", .syntax, 1), .init("[1", .syntax, 2), .init("[1,", .syntax, 3), .init("[1,]", .syntax, 3),
    .init("[,1]", .syntax, 1), .init("[1 2]", .syntax, 3), .init("[1}", .syntax, 2), .init("]", .syntax, 0),
    .init("{", .syntax, 1), .init("{1:2}", .syntax, 1), .init("{a:1}", .syntax, 1), .init("{'a':1}", .syntax, 1),
    .init(#"{"a"}"#, .syntax, 4), .init(#"{"a" 1}"#, .syntax, 5), .init(#"{"a":}"#, .syntax, 5),
    .init(#"{"a":1"#, .syntax, 6), .init(#"{"a":1,}"#, .syntax, 7), .init(#"{"a":1 "b":2}"#, .syntax, 7),
    .init(#"{"a":1]"#, .syntax, 6), .init("// x", .syntax, 0), .init("[1]/**/", .syntax, 3),
    .init("\u{FEFF}1", .syntax, 0),
    .init("\u{A0}1", .syntax, 0), .init("\u{B}1", .syntax, 0), .init("é", .syntax, 0), .init("'a'", .syntax, 0),
]
