import AthenaJSON
import Testing

@Suite struct JSONTests {
    @Test("literals make the values they look like")
    func literals() {
        let id = 7
        let value: JSON = ["n": nil, "b": true, "i": 5, "d": 0.5, "s": "t\(id)", "a": [1, "x"], "o": [:]]
        #expect(value["n"] == JSON.null)
        #expect(value["b"] == JSON.bool(true))
        #expect(value["i"] == JSON.integer(5))
        #expect(value["d"] == JSON.double(0.5))
        #expect(value["s"] == JSON.string("t7"))
        #expect(value["a"] == JSON.array([.integer(1), .string("x")]))
        #expect(value["o"] == JSON.object(JSONObject()))
    }

    @Test("accessors answer nil for values of another kind")
    func accessors() {
        let value: JSON = ["s": "x", "i": 5, "b": false, "n": nil, "a": [1, 2]]
        #expect(value["s"]?.stringValue == "x")
        #expect(value["s"]?.integerValue == nil)
        #expect(value["i"]?.doubleValue == 5)
        #expect(value["b"]?.boolValue == false)
        #expect(value["n"]?.isNull == true)
        #expect(value["a"]?.arrayValue?.count == 2)
        #expect(value["a"]?[1] == 2)
        #expect(value["a"]?[2] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value.objectValue?.names == ["s", "i", "b", "n", "a"])
        #expect(value["missing"] == nil)
        #expect(JSON.integer(1)["x"] == nil)
    }

    @Test(
        "a double that is exactly an integer has an integer value",
        arguments: [
            (5.0, 5), (-1e3, -1000), (0.5, nil), (9.223372036854775e18, 9_223_372_036_854_774_784),
            (9.3e18, nil), (-9.223372036854775808e18, .min), (.infinity, nil), (.nan, nil),
        ] as [(Double, Int64?)]
    )
    func integerOfDouble(double: Double, integer: Int64?) {
        #expect(JSON.double(double).integerValue == integer)
    }

    @Test("kinds have the names JSON Schema gives them")
    func kindNames() {
        let values: [JSON] = [nil, true, 1, 1.5, "x", [], [:]]
        #expect(values.map(\.kindName) == ["null", "boolean", "integer", "number", "string", "array", "object"])
    }

    @Test("equality compares bytes, kinds of number and the order of members")
    func equality() {
        #expect(JSON.string("é") != JSON.string("e\u{301}"))
        #expect(JSON.integer(1) != JSON.double(1))
        #expect(["a": 1, "b": 2] as JSON != ["b": 2, "a": 1])
        #expect(Set<JSON>([1, 1.0, "é", "e\u{301}", "é"]).count == 4)
    }

    @Test("equivalence is that of JSON Schema")
    func equivalence() {
        #expect((["a": 1, "b": [2.0]] as JSON).isEquivalent(to: ["b": [2], "a": 1.0]))
        #expect(!(["a": 1] as JSON).isEquivalent(to: ["a": 1, "b": 2]))
        #expect(!JSON.string("1").isEquivalent(to: 1))
        #expect(!JSON.integer(.max).isEquivalent(to: .double(9.223372036854775807e18)))
    }

    @Test(
        "a NUL is found in every text and name",
        arguments: [("\u{0}", true), (["a", ["b\u{0}"]], true), (["k\u{0}": 1], true), (["a": ["b"]], false)]
            as [(JSON, Bool)]
    )
    func nul(value: JSON, contains: Bool) {
        #expect(value.containsNUL == contains)
    }
}

@Suite struct JSONObjectTests {
    @Test("members keep their order when one is replaced, removed and added")
    func order() {
        var object: JSONObject = ["b": 1, "a": 2, "c": 3]
        object["a"] = 20
        object["b"] = nil
        object["d"] = 4
        object.append("e", 5)
        #expect(object.names == ["a", "c", "d", "e"])
        #expect(object["a"] == 20)
        #expect(object.count == 4)
        #expect(!object.isEmpty)
        #expect(object.map(\.value) == [20, 3, 4, 5])
    }

    @Test("names are bytes: one letter written in two ways is two names")
    func namesAreBytes() {
        let object: JSONObject = ["é": 1, "e\u{301}": 2]
        #expect(object.count == 2)
        #expect(object["e\u{301}"] == 2)
    }

    @Test("of two members with one name in a literal the later value stays in the earlier place")
    func repeatedName() {
        let object = JSONObject([("a", 1), ("b", 2), ("a", 3)])
        #expect(object.members == [.init(name: "a", value: 3), .init(name: "b", value: 2)])
    }
}
