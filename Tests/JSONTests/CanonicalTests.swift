import JSON
import Testing

@Suite("Equal values have equal canonical bytes")
struct CanonicalTests {
    private func canon(_ text: String) throws -> String {
        String(decoding: canonical(try JSONDocument(parsing: Array(text.utf8)).root), as: UTF8.self)
    }

    @Test(
        "Spellings of one value",
        arguments: [
            ["1", "1.0", "10e-1", "1E0", "0.1e1", "1.000", "1e-0", "100E-2", "1e+0"],
            ["0", "-0", "0.0", "-0.00", "0e5", "-0e-999999999"],
            ["15e2", "1500", "1.5e3", "1500.00", "0.015e5", "15000e-1"],
            ["-25e-2", "-0.25", "-2.5e-1", "-250E-3"],
            ["1e999999999", "10e999999998", "0.1E+1000000000"],
            ["1e-999999999", "0.1e-999999998"],
            ["123456789012345678901234567890123456789", "123456789012345678901234567890123456789.0"],
            [
                #"{"a":1,"b":[true,null]}"#, #"{ "b" : [ true , null ] , "a" : 1.0 }"#,
                #"{"\u0062":[true,null],"\u0061":1}"#,
            ],
            [#""é/\n""#, #""\u00e9\/\u000A""#],
            [
                #"{"a":{"z":1,"y":{"q":2,"p":3}},"b":{"d":1,"c":2}}"#,
                #"{"b":{"c":2,"d":1},"a":{"y":{"p":3,"q":2},"z":1}}"#,
            ],
        ]
    )
    func equalValues(_ spellings: [String]) throws {
        let canonicals = try Set(spellings.map(self.canon))
        #expect(canonicals == [try self.canon(spellings[0])])
    }

    @Test(
        "What differs stays different",
        arguments: [
            ("1", "2"), ("1", #""1""#), ("1", "-1"), ("10", "1"), ("0.1", "1"), ("[1,2]", "[2,1]"), ("[]", "{}"),
            ("null", "false"), (#"{"a":1}"#, #"{"a":2}"#), (#"{"a":1}"#, #"{"b":1}"#), ("[12]", "[1,2]"),
            ("1e5", "1e6"), ("12345678901234567890", "12345678901234567891"), (#"{"a":null}"#, "{}"),
        ]
    )
    func differentValues(_ left: String, _ right: String) throws {
        #expect(try self.canon(left) != self.canon(right))
    }

    @Test("The canonical form is JSON of the same value, and its own canonical form")
    func isStable() throws {
        let text = #"{"b":[1500,-0.25,"\u0001"],"":{},"a":{"bb":1,"b":2,"é":3,"aa":[]}}"#
        let once = try self.canon(text)
        #expect(once == #"{"":{},"a":{"aa":[],"b":2,"bb":1,"é":3},"b":[15e2,-25e-2,"\u0001"]}"#)
        #expect(try self.canon(once) == once)
    }

    @Test("Names that begin alike are sorted by what follows, byte by byte")
    func sortsWhatBeginsAlike() throws {
        let names = [
            "", "a", "a\\u0000", "a\\u0000b", "ab", "abcdefg", "abcdefgh", "abcdefgh\\u0000", "abcdefghi", "é", "😀",
        ]
        let sorted = try self.canon("{\(names.map { "\"\($0)\":1" }.joined(separator: ","))}")
        let shuffled = try self.canon("{\(names.reversed().map { "\"\($0)\":1" }.joined(separator: ","))}")
        #expect(sorted == "{\(names.map { "\"\($0)\":1" }.joined(separator: ","))}")
        #expect(shuffled == sorted)
    }

    @Test("Members are sorted however many there are", arguments: [1, 2, 31, 32, 33, 34, 5_000])
    func sorts(_ count: Int) throws {
        let members = (0..<count).map { "\"key\($0)\":[{\"b\":\($0),\"a\":0}]" }
        let sorted = try self.canon("{\(members.reversed().joined(separator: ","))}")
        #expect(try self.canon("{\(members.joined(separator: ","))}") == sorted)
        let names = try JSONDocument(parsing: Array(sorted.utf8)).root.members.map(\.key.string)
        #expect(names == (0..<count).map { "key\($0)" }.sorted())
    }

    @Test("A huge exponent stays a few bytes")
    func staysCompact() throws {
        #expect(try self.canon("1e999999999") == "1e999999999")
        #expect(try self.canon("-12.50e-999999999999999") == "-125e-1000000000000000")
    }
}
