import FEEL

/// The facts that the expressions read, declared as a rulebook declares them.
struct Facts {
    let scope: Scope
    private let values: [Value]

    init() {
        let unit = Shape(
            name: "unit",
            fields: [("listed", .boolean), ("type", .text), ("capacity", .number), ("hspf2", .number)]
        )
        let units = [("ducted", 17_400, 92), ("ductless", 23_800, 88), ("ducted", 11_600, 105)]
            .map { type, capacity, hspf2 in
                Value.context(
                    Context(
                        shape: unit,
                        values: [
                            .boolean(true), .text(type), .number(Number(capacity)),
                            .number(Number(unscaled: Int64(hspf2), scale: 1)),
                        ]
                    )
                )
            }
        let facts: [(name: String, type: ValueType, value: Value)] = [
            ("units", .list(.context(unit)), .list(units)),
            ("heating_capacity", .number, .number(Number(52_800))), ("design_load", .number, .number(Number(51_500))),
            ("cost", .number, .number(Number(unscaled: 1_384_925, scale: 2))), ("fuel", .text, .text("oil")),
            ("audit_on", .date, Value(temporal: "2023-11-30") ?? .null),
            ("completed_on", .date, Value(temporal: "2025-04-12") ?? .null), ("zone", .text, .text("5A")),
            ("income", .number, .number(Number(79_400))), ("median_income", .number, .number(Number(66_200))),
            ("self_installed", .boolean, .boolean(false)), ("rate", .number, .number(Number(1250))),
            ("tons", .number, .number(Number(unscaled: 44, scale: 1))),
            ("other_rebate", .number, .number(Number(1800))),
        ]
        var scope = Scope()
        for fact in facts { scope.declare(fact.name, fact.type) }
        self.scope = scope
        self.values = facts.map(\.value)
    }

    /// A frame with all of them bound.
    func frame(for expression: CompiledExpression) -> Frame {
        var frame = Frame(slots: expression.slotsNeeded)
        for (slot, value) in self.values.enumerated() { frame[slot] = value }
        return frame
    }
}
