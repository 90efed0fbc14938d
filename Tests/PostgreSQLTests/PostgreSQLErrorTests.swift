import Testing

@testable import PostgreSQL

@Suite("Errors tell whether trying again can help, and nothing of a row")
struct PostgreSQLErrorTests {
    @Test(
        "Transient codes",
        arguments: [
            "40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "25006", "25P03", "25P04", "53100",
            "53200", "53300", "08006", "08P01", "58030",
        ]
    )
    func transient(_ state: String) {
        #expect(PostgreSQLError(.refused, sqlState: state, "").isTransient)
    }

    @Test("Codes of which trying again is no help", arguments: ["23505", "42P01", "42501", "22021", "28P01", "XX001"])
    func lasting(_ state: String) {
        #expect(!PostgreSQLError(.refused, sqlState: state, "").isTransient)
    }

    @Test("What the server quotes of a value is left out")
    func quoted() {
        let words = PostgreSQLError.words(#"invalid input syntax for type bigint: "C-77""#, state: "22P02")
        #expect(words == "PostgreSQL refused a value")
        let kept = PostgreSQLError.words(#"relation "program" does not exist"#, state: "42P01")
        #expect(kept == #"relation "program" does not exist"#)
    }

    @Test("Several lines of the library become one")
    func oneLine() {
        let told = "connection to server at \"h\" failed: refused\n\tIs the server running?\n"
        #expect(
            PostgreSQLError.oneLine(told, otherwise: "-")
                == #"connection to server at "h" failed: refused; Is the server running?"#
        )
        #expect(PostgreSQLError.oneLine("\n", otherwise: "-") == "-")
    }
}
