import FEEL
import Testing

@Suite("Units, bounds and what may be missing")
struct UnitTests {
    private static let scope: Scope = {
        var scope = Scope()
        let unit = Shape(
            name: "unit",
            fields: [("capacity", .number), ("price", .number), ("count", .number)],
            units: ["capacity": "Btu/h", "price": "dollars"],
            alwaysKnown: ["count"]
        )
        let home = Shape(
            name: "home",
            fields: [("load", .number), ("cost", .number), ("share", .number), ("units", .list(.context(unit)))],
            units: ["load": "Btu/h", "cost": "dollars", "share": "percent"]
        )
        scope.declare("home", .context(home), nullable: false)
        scope.declare("budget", .number, unit: "dollars")
        return scope
    }()

    private static func messages(_ source: String) -> [String] {
        FEEL.compile(source, scope: self.scope).diagnostics.map(\.message)
    }

    @Test(arguments: [
        ("home.load + home.cost", "an amount in Btu/h and one in dollars cannot be added"),
        ("budget - home.share", "an amount in dollars and one in percent cannot be subtracted"),
        ("home.load > budget", "an amount in Btu/h and one in dollars cannot be compared"),
        ("home.load = home.cost + 1", "an amount in Btu/h and one in dollars cannot be compared"),
        ("home.cost between 1 and home.load", "an amount in dollars and one in Btu/h cannot be compared"),
        ("home.cost in (>= home.load)", "an amount in dollars and one in Btu/h cannot be compared"),
        ("min(home.cost, home.load, 3)", "an amount in dollars and one in Btu/h cannot be put together"),
        ("sum(home.units.capacity) > budget", "an amount in Btu/h and one in dollars cannot be compared"),
        (
            "sum(for u in home.units return u.price) < home.load",
            "an amount in dollars and one in Btu/h cannot be compared"
        ),
        ("home.units[price > home.load]", "an amount in dollars and one in Btu/h cannot be compared"),
        (
            "(if home.load > 1 then home.cost else budget) > home.load",
            "an amount in dollars and one in Btu/h cannot be compared"
        ),
        ("{a: home.cost, b: a > home.load}.b", "an amount in dollars and one in Btu/h cannot be compared"),
    ]) func differentUnitsAreAFault(_ source: String, _ message: String) {
        #expect(Self.messages(source) == [message])
    }

    @Test(arguments: [
        "home.load >= sum(home.units.capacity)", "home.cost + 100 > budget", "home.load / 12000 > home.cost",
        "home.load / home.units[1].capacity >= 0.9", "home.share * home.cost / 100 < budget",
        "home.units[1].count * home.cost > home.load", "max(0, min(home.cost, budget))",
        "count(home.units) > home.cost",
    ]) func whatMayBeMeantIsNoFault(_ source: String) {
        #expect(Self.messages(source).isEmpty)
    }

    @Test(arguments: [
        "home.load > 5 and home.load < 3", "home.load > 5 and home.load <= 5", "5 < home.load and home.load = 5",
        "home.load between 1 and 3 and home.load in [4..9]", "home.load > 5 and home.cost > 1 and home.load < 3",
        "home.load in (< 3) and home.load >= 3", "budget < -1 and budget > -1",
    ]) func conditionsThatCannotHoldTogetherAreWarnedOf(_ source: String) {
        #expect(
            Self.messages(source).contains { $0.hasPrefix("this is never true: no number fits") },
            "\(Self.messages(source))"
        )
    }

    @Test(arguments: [
        "home.load < 5 or home.load > 3", "home.load <= 5 or home.load > 5",
        "home.load < 1 or home.load between 1 and 3 or home.load in (3..9] or home.load >= 8",
    ]) func conditionsOfWhichOneAlwaysHoldsAreWarnedOf(_ source: String) {
        #expect(Self.messages(source).contains { $0.hasPrefix("this is always true: every number") })
    }

    @Test(arguments: [
        "home.load > 3 and home.load < 5", "home.load >= 5 and home.load <= 5", "home.load < 3 or home.load > 3",
        "home.load < 3 or home.load > 5", "home.load > 5 and home.cost < 3", "home.load != 3 and home.load > 3",
        "home.load < 1 or home.load in [1..3) or home.load > 3",
    ]) func boundsThatLeaveRoomAreFine(_ source: String) {
        #expect(Self.messages(source).isEmpty)
    }

    @Test(arguments: [
        ("home.units[1].capacity * home.units[1].count > home.load", ["home.units", "unit.capacity", "home.load"]),
        ("is defined(home.cost) and home.load > 1", ["home.load"]), ("home.load > 1 or true", []),
        ("budget > home.cost", [".budget", "home.cost"]), ("1 + 1", []),
    ]) func whatMayBeMissingIsTold(_ source: String, _ expected: [String]) {
        let uncertain = FEEL.compile(source, scope: Self.scope).expression?.uncertain
        #expect(uncertain?.map { "\($0.shape).\($0.field)" } == expected)
    }
}
