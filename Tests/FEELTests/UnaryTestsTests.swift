import FEEL
import Testing

@Suite("Unary tests")
struct UnaryTestsTests {
    @Test(arguments: [
        ("-", "true"), ("5", "true"), ("< 5", "false"), ("<= 5, > 100", "true"), ("[1..5]", "true"),
        ("(1..5)", "false"), ("not(5)", "false"), ("not(< 5, 6)", "true"), ("? > 4 and ? < 6", "true"),
        ("\"a\"", "null"), ("1, 5", "true"), ("[1, 5]", "true"), ("null", "false"), ("odd(?)", "true"),
    ]) func aValueIsTested(_ source: String, _ expected: String) {
        var scope = Scope()
        scope.isLenient = true
        let slot = scope.declare("?", .any)
        guard let expression = FEEL.compileTests(source, scope: scope).expression else {
            Issue.record("\(source) does not compile")
            return
        }
        var frame = Frame(slots: expression.slotsNeeded)
        frame[slot] = .number(Number(5))
        #expect(written(expression.evaluate(&frame)) == expected)
    }
}
