import FEEL
import Testing

@Suite("Why a result is null")
struct ExplanationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let source: String
        let reasons: [String]

        init(_ source: String, _ reasons: String...) {
            self.source = source
            self.reasons = reasons
        }

        var testDescription: String { self.source }
    }

    @Test(arguments: [
        Case("10 / (five - 5) > 3", "1 divisionByZero a division by zero"),
        Case("1 + n * 2", "5 fact `n` is null"),
        Case("five + word", "1 kinds a number and a string have no `+`"),
        Case("{a: 1}.b + 1", "1 entry there is no `b` in this context, or it is null"),
        Case("[1, 2][3]", "1 item there is no such item, or it is null"),
        Case("[1/0][1]", "1 item there is no such item, or it is null"),
        Case("sqrt(-five)", "1 arguments `sqrt` has no result for -5"),
        Case("five > word", "1 kinds a number and a string can't be compared"),
        Case("n + 1/0", "1 fact `n` is null", "5 divisionByZero a division by zero"),
        Case("if n = null then null else 1", "18 stated null stands here"),
        Case("(for i in [1, 2] return i / (i - 2))[2]", "1 item there is no such item, or it is null"),
        Case("{f: function(x) 1 / x, r: f(0)}.r", "1 entry there is no `r` in this context, or it is null"),
        Case("five"), Case("[1/0]"), Case("u1 + 1"), Case("if 1/0 = null then 1 else 2"),
    ]) func theFirstNullIsNamedWithItsPlace(_ item: Case) throws {
        var scope = Scope()
        scope.isLenient = true
        for name in ["five", "word", "n", "u1"] { scope.declare(name, .any) }
        let expression = try #require(FEEL.compile(item.source, scope: scope).expression)
        var frame = Frame(slots: expression.slotsNeeded)
        frame[0] = .number(Number(5))
        frame[1] = .text("oil")
        frame[3] = .unknown(UnknownSet(1))
        var plain = frame
        var reasons: [NullReason] = []
        let value = expression.evaluate(&frame, explaining: &reasons)
        #expect(written(value) == written(expression.evaluate(&plain)))
        #expect(reasons.map { "\($0.column) \($0.kind) \($0.message)" } == item.reasons)
    }

    @Test func anEvaluationThatIsTooLongSaysSo() throws {
        let source = "every i in 1..1000000000 satisfies true"
        let expression = try #require(FEEL.compile(source, scope: Scope()).expression)
        var frame = Frame(slots: expression.slotsNeeded)
        var reasons: [NullReason] = []
        #expect(expression.evaluate(&frame, explaining: &reasons).isNull)
        #expect(reasons.first?.kind == .steps)
    }
}
