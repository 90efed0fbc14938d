import FEEL
import Testing

@Suite("Mistakes are found before anything is evaluated")
struct CheckerTests {
    private static let scope: Scope = {
        var scope = Scope()
        let unit = Shape(
            name: "unit",
            fields: [("type", .oneOf(["ducted", "ductless"])), ("capacity", .number), ("listed", .boolean)]
        )
        let home = Shape(
            name: "home",
            fields: [
                ("fuel", .oneOf(["oil", "gas", "propane"])), ("area", .number), ("built", .date),
                ("units", .list(.context(unit))), ("owner name", .text),
            ]
        )
        scope.declare("home", .context(home), nullable: false)
        scope.declare("submitted on", .date)
        return scope
    }()

    struct Fault: Sendable, CustomTestStringConvertible {
        let source: String
        let message: String
        let column: Int

        init(_ source: String, _ column: Int, _ message: String) {
            self.source = source
            self.message = message
            self.column = column
        }

        var testDescription: String { self.source }
    }

    @Test(arguments: [
        Fault("home.feul = \"oil\"", 1, "`home` has no `feul`; did you mean `fuel`?"),
        Fault("hom.fuel", 1, "there is no `hom` here; did you mean `home`?"),
        Fault(
            "home.fuel = \"oli\"",
            13,
            "`home.fuel` is never \"oli\", only \"oil\", \"gas\", \"propane\"; did you mean \"oil\"?"
        ),
        Fault("\"coal\" = home.fuel", 1, "`home.fuel` is never \"coal\", only \"oil\", \"gas\", \"propane\""),
        Fault(
            "home.fuel in (\"oil\", \"cole\")",
            22,
            "`home.fuel` is never \"cole\", only \"oil\", \"gas\", \"propane\""
        ),
        Fault("home.area = \"big\"", 1, "a number and a string are never comparable"),
        Fault("home.area + home.built", 1, "a number and a date cannot be added"),
        Fault("home.area and true", 1, "an operand of `and` and `or` must be a boolean, this is a number"),
        Fault("if home.area then 1 else 2", 4, "the condition of `if` must be a boolean, this is a number"),
        Fault("abs()", 1, "`abs` is called as abs(n), not with 0 arguments"),
        Fault("substring(home.area, 1)", 11, "`string` of `substring` must be a string, this is a number"),
        Fault("cuont(home.units)", 1, "there is no `cuont` here; did you mean `count`?"),
        Fault(
            "every u in home.units satisfies u.capasity > 1",
            33,
            "`unit` has no `capasity`; did you mean `capacity`?"
        ),
        Fault("home.units[capacity > \"1\"]", 12, "a number and a string are never comparable"),
        Fault("home.units[tyype = \"ducted\"]", 12, "there is no `tyype` here; did you mean `type`?"),
        Fault("home.area.size", 1, "a number has no `size`"),
        Fault(
            "sort(list: [1], preceeds: function(a, b) a < b)",
            1,
            "`sort` has no parameter `preceeds`; did you mean `precedes`?"
        ),
        Fault("home.area between 1 and \"x\"", 1, "a number and a string are never comparable"),
        Fault("{a: 1, a: 2}", 8, "the key `a` stands twice"),
        Fault("1 +", 4, "expected an expression, found the end"),
        Fault("(1", 3, "expected `)` to close the parenthesis, found the end"),
        Fault("\"open", 1, "this string has no closing quote"),
        Fault("@\"never\"", 1, "\"never\" is no date, time or duration"),
        Fault("home.area > 1 home", 15, "expected the end or an operator, found `home`"),
    ]) func faultsAreReportedAtTheirPlace(_ fault: Fault) {
        let (expression, diagnostics) = FEEL.compile(fault.source, scope: Self.scope)
        #expect(expression == nil)
        #expect(
            diagnostics.contains {
                $0.severity == .error && $0.message.hasPrefix(fault.message) && $0.column == fault.column
            },
            "\(diagnostics)"
        )
    }

    @Test(arguments: [
        "home.fuel = \"oil\"", "home.fuel in (\"oil\", \"gas\")",
        "home.area * 2 > 100 and home.built < @\"2000-01-01\"",
        "count(home.units[listed]) = count(home.units)", "sum(home.units.capacity) / 12000 >= 0.9",
        "submitted on - home.built > @\"P100D\"", "home.built >= submitted on - duration(\"P4Y\")",
        "every u in home.units satisfies u.listed and u.type != \"ductless\"", "home.owner name = null",
        "min(0.2 * home.area, 400)", "sum(for u in home.units return u.capacity) * 1.5",
        "some u in home.units satisfies u.capacity between 10000 and 20000",
        "if home.fuel = \"oil\" then 30 else 15", "upper case(home.owner name) = \"X\"",
        "max(0, min(home.area * 2, home.area - 5))", "home.units[1].capacity > 5", "is(home.area, 1)",
    ]) func soundExpressionsHaveNoFaults(_ source: String) {
        let (expression, diagnostics) = FEEL.compile(source, scope: Self.scope)
        #expect(expression != nil)
        #expect(diagnostics.isEmpty, "\(diagnostics)")
    }

    @Test func readsAreTheFieldsInOrderOfAppearance() {
        let source = "home.units[listed and capacity > home.area].type = home.area"
        var scope = Self.scope
        scope.isLenient = true
        let reads = FEEL.compile(source, scope: scope).expression?.reads
        #expect(
            reads == [
                FieldRead(shape: "home", field: "units"), FieldRead(shape: "unit", field: "listed"),
                FieldRead(shape: "unit", field: "capacity"), FieldRead(shape: "home", field: "area"),
                FieldRead(shape: "unit", field: "type"),
            ]
        )
    }

    @Test func conditionsThatAreAlwaysTheSameAreWarnedOf() {
        let (expression, diagnostics) = FEEL.compile("home.area > 1 or 1 < 2", scope: Self.scope)
        #expect(expression?.constant?.boolean == true)
        #expect(diagnostics.contains { $0.severity == .warning && $0.message == "this is always true" })
    }

    @Test func aTestThatNamesEveryValueIsWarnedOf() {
        let source = "home.fuel in (\"oil\", \"gas\", \"propane\")"
        let (expression, diagnostics) = FEEL.compile(source, scope: Self.scope)
        #expect(expression != nil)
        #expect(diagnostics.map(\.message) == ["this names every value that `home.fuel` can have"])
    }

    @Test func anotherTypeThanExpectedIsAnError() {
        let (expression, diagnostics) = FEEL.compile("home.area", scope: Self.scope, expecting: .boolean)
        #expect(expression == nil)
        #expect(diagnostics.first?.message == "the expression must be a boolean, this is a number")
    }

    @Test func theCaretStandsBelowThePlace() {
        let source = "home.area > 1\n  and home.feul = 1"
        let diagnostic = FEEL.compile(source, scope: Self.scope).diagnostics.first
        #expect(
            diagnostic?.rendered(source: source) == """
                2:7: error: `home` has no `feul`; did you mean `fuel`?
                    and home.feul = 1
                        ^~~~~~~~~
                """
        )
    }

    @Test func typesAreInferred() {
        let types: [(String, ValueType)] = [
            ("1 + 2", .number), ("home.units.capacity", .list(.number)), ("home.units[1].listed", .boolean),
            ("home.built + @\"P1D\"", .date), ("home.built - home.built", .daysTimeDuration), ("count([])", .number),
            ("for u in home.units return u.capacity", .list(.number)), ("max(1, home.area)", .number),
        ]
        for (source, type) in types {
            #expect(FEEL.compile(source, scope: Self.scope).expression?.type == type, "\(source)")
        }
    }
}
