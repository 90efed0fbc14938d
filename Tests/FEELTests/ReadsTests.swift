import FEEL
import Testing

@Suite("What an evaluation has read")
struct ReadsTests {
    private static let unit = Shape(name: "unit", fields: [("kind", .text), ("afue", .number), ("seer", .number)])
    private static let site = Shape(name: "site", fields: [("heating", .text)])

    /// The fields read by one evaluation over a gas boiler and a heat pump, and by any.
    private func reads(_ source: String) throws -> (read: [String], possible: [String], value: Value) {
        var scope = Scope()
        let site = scope.declare("site", .context(Self.site))
        let units = scope.declare("units", .list(.context(Self.unit)))
        let expression = try #require(FEEL.compile(source, scope: scope).0)
        var frame = Frame(slots: expression.slotsNeeded)
        frame[site] = .context(Context(shape: Self.site, values: [.text("gas")]))
        let boiler = Context(shape: Self.unit, values: [.text("boiler"), .number(Number(95)), .null])
        let pump = Context(shape: Self.unit, values: [.text("pump"), .unknown(UnknownSet(1)), .number(Number(16))])
        frame[units] = .list([.context(boiler), .context(pump)])
        var read: [FieldRead] = []
        let value = expression.evaluate(&frame, recording: &read)
        return (read.map { "\($0.shape).\($0.field)" }, expression.reads.map { "\($0.shape).\($0.field)" }, value)
    }

    @Test func leavesOutTheBranchThatWasNotTaken() throws {
        let (read, possible, _) = try self.reads("if site.heating = \"gas\" then units[1].afue else units[1].seer")
        #expect(read == ["site.heating", "unit.afue"])
        #expect(possible == ["site.heating", "unit.afue", "unit.seer"])
    }

    @Test(arguments: [
        ("sum(units.seer)", ["unit.seer"]),
        ("every u in units satisfies u.afue > 90", ["unit.afue"]),
        ("count(units[kind = \"boiler\"])", ["unit.kind"]),
        ("site.heating = \"gas\"", ["site.heating"]),
        ("1 + 1", []),
    ])
    func isWhatItsPathsAndFiltersName(source: String, expected: [String]) throws {
        #expect(try self.reads(source).read == expected)
    }

    @Test func hasTheSameResultAsAnyOther() throws {
        guard case .unknown(let set) = try self.reads("every u in units satisfies u.afue > 90").value else {
            Issue.record("it should be unknown")
            return
        }
        #expect(set.ids == [1])
    }
}
