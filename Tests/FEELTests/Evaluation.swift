import FEEL

/// Evaluates an expression with the variables of the tables: `u1` and `u2` are unknown, `n` is null, `t` and `f` are
/// booleans, `five` is a number, `word` a text.
func evaluate(_ source: String) -> Value {
    var scope = Scope()
    scope.isLenient = true
    let variables: [(String, ValueType, Value)] = [
        ("u1", .any, .unknown(UnknownSet(1))), ("u2", .any, .unknown(UnknownSet(2))), ("n", .any, .null),
        ("t", .boolean, .boolean(true)), ("f", .boolean, .boolean(false)), ("five", .number, .number(Number(5))),
        ("word", .text, .text("oil")),
    ]
    for variable in variables { scope.declare(variable.0, variable.1) }
    let (expression, diagnostics) = FEEL.compile(source, scope: scope)
    guard let expression else { return .text("does not compile: \(diagnostics.map(\.message))") }
    var frame = Frame(slots: expression.slotsNeeded)
    for (slot, variable) in variables.enumerated() { frame[slot] = variable.2 }
    return expression.evaluate(&frame)
}

/// A value as the tables write it: unknown ones by their ids, all others as `string()` shows them.
func written(_ value: Value) -> String {
    switch value {
    case .unknown(let set): "?" + set.ids.map { String($0) }.joined(separator: ",")
    case .list(let items): "[" + items.map { written($0) }.joined(separator: ", ") + "]"
    case .context(let context):
        "{" + context.entries.map { "\($0.name): \(written($0.value))" }.joined(separator: ", ") + "}"
    case .null: "null"
    case .boolean(let flag): flag ? "true" : "false"
    case .number(let number): number.description
    case .text(let text): "\"\(text)\""
    case .date(let date): date.description
    case .time(let time): time.description
    case .dateTime(let moment): moment.description
    case .yearsMonths(let duration): duration.description
    case .daysTime(let duration): duration.description
    case .range(let range):
        "\(range.startIncluded ? "[" : "(")\(written(range.start))..\(written(range.end))"
            + (range.endIncluded ? "]" : ")")
    case .function: "function"
    }
}
