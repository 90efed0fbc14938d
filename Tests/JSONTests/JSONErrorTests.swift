import JSON
import Testing

@Suite("Malformed documents are refused with the problem and its place")
struct JSONErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let problem: JSONProblem
        let line: Int
        let column: Int
        let path: String

        init(_ text: String, _ problem: JSONProblem, _ line: Int, _ column: Int, _ path: String = "") {
            self.text = text
            self.problem = problem
            self.line = line
            self.column = column
            self.path = path
        }

        var testDescription: String { self.text.debugDescription }
    }

    static let cases: [Case] = [
        Case("", .empty, 1, 1),
        Case(" \n\t ", .empty, 1, 1),
        Case("{", .endsTooSoon, 1, 2),
        Case("[1,", .endsTooSoon, 1, 4, "[1]"),
        Case(#"{"a""#, .endsTooSoon, 1, 5, "a"),
        Case(#"{"a":"#, .endsTooSoon, 1, 6, "a"),
        Case(#"{"a":[1,{"b":2}"#, .endsTooSoon, 1, 16, "a[1]"),
        Case("\u{FEFF}{}", .byteOrderMark, 1, 1),
        Case("NaN", .badLiteral, 1, 1),
        Case(#"{"measures":[{"cost":NaN}]}"#, .badLiteral, 1, 22, "measures[0].cost"),
        Case("[Infinity]", .badLiteral, 1, 2, "[0]"),
        Case("-Infinity", .badNumber, 1, 1),
        Case("[True]", .badLiteral, 1, 2, "[0]"),
        Case("nul", .badLiteral, 1, 1),
        Case("nullx", .badLiteral, 1, 1),
        Case("truefalse", .badLiteral, 1, 1),
        Case("'a'", .badLiteral, 1, 1),
        Case("// no\n1", .badLiteral, 1, 1),
        Case("+1", .badLiteral, 1, 1),
        Case(".5", .badLiteral, 1, 1),
        Case("1.", .badNumber, 1, 1),
        Case("1.e3", .badNumber, 1, 1),
        Case("1e", .badNumber, 1, 1),
        Case("1e+", .badNumber, 1, 1),
        Case("-", .badNumber, 1, 1),
        Case("0x1F", .badNumber, 1, 1),
        Case("1_000", .badNumber, 1, 1),
        Case("12a", .badNumber, 1, 1),
        Case(#"12"a""#, .badNumber, 1, 1),
        Case("007", .leadingZero, 1, 1),
        Case("-01", .leadingZero, 1, 1),
        Case("1e9999999999999999", .exponentTooLong, 1, 1),
        Case("[1,]", .trailingComma, 1, 3),
        Case(#"{"a":1,}"#, .trailingComma, 1, 7),
        Case("[,1]", .valueExpected, 1, 2, "[0]"),
        Case("[1 2]", .commaOrBracketExpected, 1, 4),
        Case("[1}", .commaOrBracketExpected, 1, 3),
        Case(#"{"a":1 "b":2}"#, .commaOrBraceExpected, 1, 8),
        Case(#"{"a":1]"#, .commaOrBraceExpected, 1, 7),
        Case("{1:2}", .keyExpected, 1, 2),
        Case("{a:2}", .keyExpected, 1, 2),
        Case(#"{"a" 2}"#, .colonExpected, 1, 6, "a"),
        Case(#"{"a":}"#, .valueExpected, 1, 6, "a"),
        Case("{}{}", .trailingContent, 1, 3),
        Case("1 2", .trailingContent, 1, 3),
        Case("]", .valueExpected, 1, 1),
        Case("\"abc", .unclosedString, 1, 1),
        Case("\"abc\\", .unclosedString, 1, 1),
        Case("[\"a\", \"b]", .unclosedString, 1, 7),
        Case("\"a\tb\"", .controlCharacter, 1, 3),
        Case("{\"a\":\n \"b\nc\"}", .controlCharacter, 2, 4),
        Case("\"\u{0}\"", .controlCharacter, 1, 2),
        Case("[1,\u{1}2]", .badLiteral, 1, 4, "[1]"),
        Case("1\u{C}", .badNumber, 1, 1),
        Case(#"{"a":"\x"}"#, .badEscape, 1, 7, "a"),
        Case(#"["\u12"]"#, .badEscape, 1, 3, "[0]"),
        Case(#"["\u12G4"]"#, .badEscape, 1, 3, "[0]"),
        Case(#"["é\uD800"]"#, .loneSurrogate, 1, 4, "[0]"),
        Case(#"["\uDC00"]"#, .loneSurrogate, 1, 3, "[0]"),
        Case(#"["\uD83D\u0041"]"#, .loneSurrogate, 1, 3, "[0]"),
        Case(#"["\uD83Dx"]"#, .loneSurrogate, 1, 3, "[0]"),
        Case(#"{"a":1,"a":2}"#, .repeatedKey, 1, 8, "a"),
        Case(#"{"b":{"a":1,"\u0061":2}}"#, .repeatedKey, 1, 13, "b.a"),
        Case("\\\"a\nb\"", .unclosedString, 2, 2),
    ]

    @Test("Each malformed text has its problem", arguments: cases)
    func refuses(_ example: Case) throws {
        let error = try #require(throws: JSONError.self) { try JSONDocument(parsing: Array(example.text.utf8)) }
        #expect(error.problem == example.problem)
        #expect(error.line == example.line)
        #expect(error.column == example.column)
        #expect(error.path == example.path)
    }

    @Test(
        "Bytes that are not UTF-8 are refused where they stand",
        arguments: [
            [0xFF], [0x80], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xC3],
        ] as [[UInt8]]
    )
    func refusesBadUTF8(_ bytes: [UInt8]) throws {
        let text = Array(#"{"name":"ab"#.utf8) + bytes + Array(#""}"#.utf8)
        let error = try #require(throws: JSONError.self) { try JSONDocument(parsing: text) }
        #expect(error.problem == .notUTF8)
        #expect(error.offset == 11)
    }

    @Test("A repeated name is found among many, whatever its spelling", arguments: [2, 12, 13, 14, 500])
    func findsRepeatedKeyAmongMany(_ count: Int) throws {
        let names = (0..<count).map { "\"key\($0)\":\($0)" }
        _ = try JSONDocument(parsing: Array("{\(names.joined(separator: ","))}".utf8))
        let repeated = "{\(names.joined(separator: ",")),\"\\u006bey1\":0}"
        let error = try #require(throws: JSONError.self) { try JSONDocument(parsing: Array(repeated.utf8)) }
        #expect(error.problem == .repeatedKey)
        #expect(error.path == "key1")
    }

    @Test("An error says place, value and problem in a sentence")
    func describesItself() throws {
        let text = "{\n  \"measures\": [{\"cost\": 1,}]}"
        let error = try #require(throws: JSONError.self) { try JSONDocument(parsing: Array(text.utf8)) }
        #expect(error.description == "line 2, column 26 (byte 27), at measures[0]: a comma has nothing after it")
        let words = Set(JSONProblem.allCases.map(\.message))
        #expect(words.count == JSONProblem.allCases.count)
    }
}
