import FEEL
import Testing

@Suite("Laws that hold for all expressions")
struct PropertyTests {
    private static let values = [
        "1", "-2.50", "2.5", "five", "\"a\"", "\"b\"", "word", "null", "u1", "u2", "true", "false", "@\"2024-02-29\"",
        "@\"2024-03-01\"", "@\"P1Y\"", "@\"PT36H\"", "@\"10:00:00Z\"", "[1, 2]", "{a: 1}",
    ]

    @Test func printedExpressionsParseToThemselves() {
        var scope = Scope()
        scope.isLenient = true
        for name in ["u1", "u2", "n", "t", "f", "five", "word", "a b"] { scope.declare(name, .any) }
        var generator = ExpressionGenerator(seed: 29)
        for _ in 0..<1500 {
            let source = generator.expression(depth: 4)
            guard let printed = FEEL.formatted(source, scope: scope) else {
                Issue.record("does not parse: \(source)")
                continue
            }
            #expect(FEEL.formatted(printed, scope: scope) == printed, "\(source)")
            #expect(written(evaluate(printed)) == written(evaluate(source)), "\(source) printed as \(printed)")
        }
    }

    @Test(arguments: ["language", "functions", "numbers", "unknown"])
    func printedTablesMeanTheSame(_ name: String) {
        var scope = Scope()
        scope.isLenient = true
        for name in ["u1", "u2", "n", "t", "f", "five", "word"] { scope.declare(name, .any) }
        for item in TableCase.read(name) {
            guard let printed = FEEL.formatted(item.source, scope: scope) else { continue }
            #expect(FEEL.formatted(printed, scope: scope) == printed, "\(item.source)")
            if item.source.contains("now()") || item.source.contains("today()") { continue }
            #expect(
                written(evaluate(printed)) == written(evaluate(item.source)),
                "\(item.source) printed as \(printed)"
            )
        }
    }

    @Test func notNotIsTheSame() {
        var generator = ExpressionGenerator(seed: 41)
        for _ in 0..<1000 {
            let source = generator.condition(depth: 3)
            let value = evaluate(source)
            switch value {
            case .boolean, .null, .unknown:
                #expect(written(evaluate("not(not(\(source)))")) == written(value), "\(source)")
            default: Issue.record("\(source) is no condition")
            }
        }
    }

    @Test func comparisonsAgreeWithEachOther() {
        for left in Self.values {
            for right in Self.values {
                let laws = [
                    ("\(left) < \(right)", "\(right) > \(left)"), ("\(left) <= \(right)", "\(right) >= \(left)"),
                    ("\(left) = \(right)", "\(right) = \(left)"), ("\(left) != \(right)", "not(\(left) = \(right))"),
                    ("\(left) <= \(right)", "not(\(left) > \(right))"),
                    ("\(left) between \(right) and \(right)", "\(left) >= \(right) and \(left) <= \(right)"),
                ]
                for (one, other) in laws {
                    #expect(written(evaluate(one)) == written(evaluate(other)), "\(one) and \(other)")
                }
            }
        }
    }

    @Test func valuesAreReadAsTheyAreWritten() {
        var generator = ExpressionGenerator(seed: 5)
        for _ in 0..<500 {
            let value = evaluate(generator.value(depth: 3))
            #expect(written(evaluate(value.written)) == written(value), "\(value.written)")
        }
    }
}
