import JSON
import Testing

@Suite("Values are what the document says")
struct JSONValueTests {
    private func read(_ text: String) throws -> JSONValue {
        try JSONDocument(parsing: Array(text.utf8)).root
    }

    @Test("Kinds are told apart and answer only for themselves")
    func kinds() throws {
        let value = try self.read(#" [null, true, false, 1.50, "x", [], {}] "#)
        let elements = Array(value.elements)
        #expect(elements.map(\.kind) == [.null, .boolean, .boolean, .number, .string, .array, .object])
        #expect(elements.map(\.isNull) == [true, false, false, false, false, false, false])
        #expect(elements.map(\.boolean) == [nil, true, false, nil, nil, nil, nil])
        #expect(elements.map(\.string) == [nil, nil, nil, nil, "x", nil, nil])
        #expect(elements.map { $0.numberText.map(Array.init) } == [nil, nil, nil, Array("1.50".utf8), nil, nil, nil])
        #expect(elements[4].elements.underestimatedCount == 0)
        #expect(Array(elements[5].members).isEmpty)
        #expect(elements[4].count == 0)
        #expect(value.count == 7)
        #expect(elements[4]["x"] == nil)
    }

    @Test(
        "A number keeps its own characters",
        arguments: [
            "0", "-0", "1", "9000.50", "1e5", "1E+05", "-1.0e-10", "123456789012345678901234567890.125", "1e400",
        ]
    )
    func numberText(_ text: String) throws {
        #expect(try self.read(text).numberText.map { String(decoding: $0, as: UTF8.self) } == text)
        #expect(try self.read("[\(text)]").elements.first { _ in true }?.numberText.map(Array.init) == Array(text.utf8))
        #expect(try self.read("{\"a\":\(text) }")["a"]?.numberText.map(Array.init) == Array(text.utf8))
    }

    @Test("Escapes are resolved, in strings and in names")
    func escapes() throws {
        let value = try self.read(#"{"a\"b":"\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\uD83D\uDE00\u0000é€😀"}"#)
        #expect(value["a\"b"]?.string == "\"\\/\u{8}\u{C}\n\r\tA\u{E9}\u{20AC}\u{1F600}\u{0}é€😀")
        #expect(value.members.first { _ in true }?.key.string == "a\"b")
    }

    @Test("Strings and names compare without being made")
    func comparison() throws {
        let value = try self.read(#"{"program":"nys-clean-heat","\u0070":"\u0070", "n":1}"#)
        let program = try #require(value["program"])
        #expect(program.equals("nys-clean-heat"))
        #expect(!program.equals("nys-clean-hea"))
        #expect(!program.equals("nys-clean-heaT"))
        #expect(program.equals(String("nys-clean-heat")))
        #expect(value["p"]?.equals("p") == true)
        #expect(value["n"]?.equals("1") == false)
        #expect(value["absent"] == nil)
        let keys = value.members.map(\.key)
        #expect(keys[0].equals("program") && keys[1].equals("p") && !keys[1].equals("program"))
        let others = try self.read(#"{"p":0}"#).members.map(\.key)
        #expect(keys[1] == others[0])
        #expect(keys[1].hashValue == others[0].hashValue)
        #expect(keys[0] != others[0])
    }

    @Test("Members and elements come in order, nested ones skipped over")
    func order() throws {
        let value = try self.read(#"{"a":[1,[2,3],{"x":4}],"b":{"c":{}},"d":5}"#)
        #expect(value.members.map(\.key.string) == ["a", "b", "d"])
        #expect(value["a"]?.elements.map(\.kind) == [.number, .array, .object])
        #expect(value["a"]?.elements.map { Array($0.source) } == ["1", "[2,3]", #"{"x":4}"#].map { Array($0.utf8) })
        #expect(value["d"]?.offset == 40)
    }

    @Test("A value outlives its document and crosses tasks")
    func lifetime() async throws {
        let value = try self.read(#"{"a":"b"}"#)
        let string = await Task.detached { value["a"]?.string }.value
        #expect(string == "b")
    }
}
