import Testing

@testable import PostgreSQL

@Suite("Values are sent in PostgreSQL's binary form")
struct ParameterTests {
    @Test(
        "Single values",
        arguments: [
            (Parameter.integer(1 as Int64), 20 as UInt32, [0, 0, 0, 0, 0, 0, 0, 1] as [UInt8]?),
            (.integer(-2 as Int?), 20, [255, 255, 255, 255, 255, 255, 255, 254]),
            (.integer(Int64.max), 20, [127, 255, 255, 255, 255, 255, 255, 255]),
            (.integer(nil as Int64?), 20, nil),
            (.boolean(true), 16, [1]), (.boolean(false), 16, [0]), (.boolean(nil), 16, nil),
            (.bytes([]), 17, []), (.bytes([0, 255]), 17, [0, 255]), (.bytes(nil), 17, nil),
        ]
    )
    func single(_ parameter: Parameter, _ type: UInt32, _ bytes: [UInt8]?) {
        #expect(parameter.type == type)
        #expect(parameter.bytes == bytes)
    }

    @Test("Text is UTF-8, and may be empty or NULL")
    func text() throws {
        #expect(try Parameter.text("Müller").bytes == Array("Müller".utf8))
        #expect(try Parameter.text("").bytes == [])
        #expect(try Parameter.text(nil).bytes == nil)
    }

    @Test("Text with the character NUL is refused, without being quoted")
    func nul() {
        let single = #expect(throws: PostgreSQLError.self) { try Parameter.text("secret\0") }
        let array = #expect(throws: PostgreSQLError.self) { try Parameter.texts(["a", nil, "\0secret"]) }
        for error in [single, array] {
            #expect(error?.code == .badValue && error?.isTransient == false)
            #expect(error?.description.contains("secret") == false)
        }
    }

    @Test("Arrays say how many elements of which type they have, and whether there are NULLs")
    func arrays() throws {
        let integers = Parameter.integers([258, nil])
        #expect(integers.type == 1_016)
        #expect(
            integers.bytes == [
                0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 20, 0, 0, 0, 2, 0, 0, 0, 1,
                0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 1, 2, 255, 255, 255, 255,
            ]
        )
        let texts = try Parameter.texts(["é", ""])
        #expect(texts.type == 1_009)
        #expect(
            texts.bytes == [
                0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 25, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0xC3, 0xA9, 0, 0, 0, 0,
            ]
        )
        #expect(Parameter.byteses([[7]]).type == 1_001 && Parameter.booleans([true, nil]).type == 1_000)
        #expect(Parameter.integers([] as [Int64]).bytes?.count == 20)
    }
}
