import Adjudication
import JSON
import Messages
import Rulebook
import Testing

@Suite("Intake")
struct IntakeTests {
    private static let shelf = try? RulebookShelf(BundledRulebooks.load())

    /// A sound application with parts replaced.
    private static func text(
        _ top: String = "",
        application: String = "\"A-1\"",
        revision: String = "1",
        program: String = "\"efficiency-works\"",
        submitted: String = "\"2026-03-02\"",
        customer: String = #"{"id":"C-1"}"#,
        site: String = #"{"id":"S-1","heating":"gas"}"#,
        measures: String = "[\(line())]"
    ) -> String {
        """
        {"application":\(application),"revision":\(revision),"program":\(program),"submitted_on":\(submitted),
         "customer":\(customer),"site":\(site),"measures":\(measures)\(top)}
        """
    }

    private static func line(_ more: String = "", id: String = "\"m1\"", unit: String = "{}") -> String {
        #"{"id":\#(id),"measure":"heat-pump"\#(more),"units":[\#(unit)]}"#
    }

    private func paths(_ text: String) throws -> [String] {
        let shelf = try #require(Self.shelf)
        let data = try JSONDocument(parsing: Array(text.utf8)).root
        switch ApplicationReader.admit(data, shelf: shelf) {
        case .admitted: return []
        case .rejected(let rejection, _): return rejection.errors.map(\.path).sorted()
        }
    }

    @Test(arguments: [
        text(),
        text(revision: "2.0"),
        text(
            site:
                #"{"id":"S-1","address":{"line1":"1 Elm","city":"Troy","state":"NY","zip":"12180"},"dwelling_unit":"2"}"#
        ),
        text(customer: #"{"id":" ü-1 ","name":"N","email":"e","phone":null}"#),
        text(measures: "[\(line(#","cost":12.340"#))]"),
        text(measures: "[\(line(#","cost":"0.00""#))]"),
        text(measures: "[\(line(#","cost":1e3"#))]"),
        text(measures: "[\(line(unit: #"{"seer":null,"model":"X"}"#))]"),
        text(measures: #"[{"id":"a.B_-9","measure":"heat-pump","units":null}]"#),
        text(#","documents":null,"installer":null,"project":{}"#),
        text(#","documents":[{"kind":"invoice","model_numbers":["A"]},{}]"#),
    ])
    func takesWhatIsSound(text: String) throws {
        #expect(try self.paths(text) == [])
    }

    @Test(arguments: [
        (text(application: "null"), ["application"]),
        (text(application: "\"\""), ["application"]),
        (text(application: "\"a b\""), ["application"]),
        (text(application: "\"\(String(repeating: "x", count: 65))\""), ["application"]),
        (text(application: "7"), ["application"]),
        (text(revision: "0"), ["revision"]),
        (text(revision: "1.5"), ["revision"]),
        (text(revision: "\"1\""), ["revision"]),
        (text(revision: "99999999999999999999"), ["revision"]),
        (text(program: "\"nowhere\""), ["program"]),
        (text(program: "null"), ["program"]),
        (text(submitted: "\"2026-02-30\""), ["submitted_on"]),
        (text(submitted: "\"2026-3-2\""), ["submitted_on"]),
        (text(submitted: "20260302"), ["submitted_on"]),
        (text(customer: "{}"), ["customer.id"]),
        (text(customer: "null"), ["customer.id"]),
        (text(customer: "\"C-1\""), ["customer"]),
        (text(customer: #"{"id":"   "}"#), ["customer.id"]),
        (text(customer: #"{"id":"a\u0000b"}"#), ["customer.id"]),
        (text(customer: #"{"id":7}"#), ["customer.id"]),
        (text(customer: #"{"id":"C-1","mail":"x"}"#), ["customer.mail"]),
        (text(site: #"{"heating":"oil"}"#), ["site.heating", "site.id"]),
        (
            text(site: #"{"id":"S-1","address":{"line1":7,"street":"x"}}"#),
            ["site.address.line1", "site.address.street"]
        ),
        (text(site: #"{"id":"S-1","address":"1 Elm"}"#), ["site.address"]),
        (text(measures: "null"), ["measures"]),
        (text(measures: "[]"), ["measures"]),
        (text(measures: "{}"), ["measures"]),
        (text(measures: "[\(Array(repeating: line(), count: 51).joined(separator: ","))]"), ["measures"]),
        (text(measures: "[7]"), ["measures[0]"]),
        (text(measures: "[\(line()),\(line())]"), ["measures[1].id"]),
        (text(measures: #"[{"id":"m1"}]"#), ["measures[0].measure"]),
        (text(measures: #"[{"id":"m1","measure":"heatpump"}]"#), ["measures[0].measure"]),
        (text(measures: #"[{"measure":"heat-pump"}]"#), ["measures[0].id"]),
        (text(measures: #"[{"id":3,"measure":4}]"#), ["measures[0].id", "measures[0].measure"]),
        (text(measures: #"[{"id":"m1","measure":"heat-pump","units":{}}]"#), ["measures[0].units"]),
        (text(measures: #"[{"id":"m1","measure":"heat-pump","units":[7]}]"#), ["measures[0].units[0]"]),
        (
            text(measures: "[\(line(unit: Array(repeating: "{}", count: 201).joined(separator: ",")))]"),
            ["measures[0].units"]
        ),
        (text(measures: "[\(line(unit: #"{"seer":"15"}"#))]"), ["measures[0].units[0].seer"]),
        (
            text(measures: "[\(line(unit: #"{"sear":15,"heads":1.5}"#))]"),
            ["measures[0].units[0].heads", "measures[0].units[0].sear"]
        ),
        (text(measures: "[\(line(unit: #"{"heads":-1}"#))]"), ["measures[0].units[0].heads"]),
        (text(measures: "[\(line(unit: #"{"seer":1e400}"#))]"), ["measures[0].units[0].seer"]),
        (
            text(measures: "[\(line(unit: #"{"seer":0.12345678901234567890123456789012345}"#))]"),
            ["measures[0].units[0].seer"]
        ),
        (text(measures: "[\(line(#","cost":12.345"#))]"), ["measures[0].cost"]),
        (text(measures: "[\(line(#","cost":"12.3""#))]"), ["measures[0].cost"]),
        (text(measures: "[\(line(#","cost":-1"#))]"), ["measures[0].cost"]),
        (text(measures: "[\(line(#","cost":true"#))]"), ["measures[0].cost"]),
        (text(measures: "[\(line(#","source":"water""#))]"), ["measures[0].source"]),
        (text(#","notes":"x""#), ["notes"]),
        (text(#","documents":{}"#), ["documents"]),
        (
            text(#","documents":["x",{"sort":1,"kind":2,"model_numbers":["a",3]}]"#),
            ["documents[0]", "documents[1].kind", "documents[1].model_numbers[1]", "documents[1].sort"]
        ),
        (
            text(
                program: "\"nowhere\"",
                customer: "{}",
                measures: #"[{"id":"m1","measure":"x","odd":1},{"id":"m1","measure":"x"}]"#
            ),
            ["customer.id", "measures[1].id", "program"]
        ),
    ])
    func tellsEveryProblemWithItsPath(text: String, paths: [String]) throws {
        #expect(try self.paths(text) == paths)
    }

    @Test func suggestsTheNearestNameForASlip() throws {
        let shelf = try #require(Self.shelf)
        let data = try JSONDocument(parsing: Array(Self.text(measures: "[\(Self.line(unit: #"{"sear":15}"#))]").utf8))
            .root
        guard case .rejected(let rejection, let program) = ApplicationReader.admit(data, shelf: shelf) else {
            Issue.record("it was admitted")
            return
        }
        #expect(program == "efficiency-works")
        #expect(rejection.errors[0].problem.contains("did you mean \"seer\"?"))
    }

    @Test(arguments: ["[]", "7", "null", "\"x\"", "true"])
    func thatIsNoObjectIsRejectedAsAWhole(text: String) throws {
        #expect(try self.paths(text) == [""])
    }
}
