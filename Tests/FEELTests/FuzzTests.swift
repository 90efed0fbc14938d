import FEEL
import Testing

/// A generator whose runs repeat.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { self.state = seed }

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("No source text crashes or hangs")
struct FuzzTests {
    private static let pieces = [
        "1", "2.5", "\"a\"", "true", "null", "x", "u1", "word", "@\"2024-01-01\"", "@\"P1D\"", "(", ")", "[", "]", "{",
        "}", ",", ":", ".", "..", "+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "in", "between", "if",
        "then", "else", "for", "i", "return", "some", "every", "satisfies", "function", "instance", "of", "number",
        "list<", ">", "sum", "count", "min", "not", "string", "partial", "item", "?", "date and time", "a b", "1e400",
        "sort", "matches", "\"(a*)*b\"", "\\", "é", "🐎", "\u{0}", "range", "flatten", "replace", "concatenate",
    ]

    private func survives(_ source: String) {
        var scope = Scope()
        scope.isLenient = true
        for name in ["x", "u1", "word", "a b"] { scope.declare(name, .any) }
        let (expression, diagnostics) = FEEL.compile(source, scope: scope)
        guard let expression else {
            #expect(diagnostics.contains { $0.severity == .error })
            #expect(diagnostics.allSatisfy { $0.line >= 1 && $0.column >= 1 && !$0.message.isEmpty })
            for diagnostic in diagnostics { #expect(diagnostic.rendered(source: source).contains("^")) }
            return
        }
        var frame = Frame(slots: expression.slotsNeeded)
        frame[0] = .number(Number(3))
        frame[1] = .unknown(UnknownSet(1))
        frame[2] = .text("oil")
        var reasons: [NullReason] = []
        let value = expression.evaluate(&frame, explaining: &reasons)
        #expect(reasons.isEmpty || value.isNull)
        if let printed = FEEL.formatted(source, scope: scope) {
            #expect(FEEL.formatted(printed, scope: scope) == printed, "\(source)")
        }
    }

    @Test func randomTokens() {
        var generator = SeededGenerator(seed: 20_240_229)
        for _ in 0..<4000 {
            let count = Int.random(in: 1...20, using: &generator)
            let tokens = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }
            self.survives(tokens.joined(separator: " "))
        }
    }

    @Test func mutatedExpressions() {
        var generator = SeededGenerator(seed: 7)
        let tables = ["unknown", "language", "functions", "numbers"].flatMap { TableCase.read($0) }
        for item in tables {
            for _ in 0..<6 {
                var scalars = Array(item.source.unicodeScalars)
                for _ in 0..<Int.random(in: 1...3, using: &generator) where !scalars.isEmpty {
                    let place = Int.random(in: 0..<scalars.count, using: &generator)
                    switch Int.random(in: 0...2, using: &generator) {
                    case 0: scalars.remove(at: place)
                    case 1: scalars.insert(scalars[Int.random(in: 0..<scalars.count, using: &generator)], at: place)
                    default:
                        let piece = Self.pieces.randomElement(using: &generator) ?? ""
                        scalars.insert(contentsOf: piece.unicodeScalars, at: place)
                    }
                }
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars)
                self.survives(String(view))
            }
        }
    }

    @Test(arguments: [
        String(repeating: "(", count: 100_000),
        String(repeating: "(", count: 150) + "1" + String(repeating: ")", count: 150),
        String(repeating: "[", count: 150) + "1" + String(repeating: "]", count: 150),
        String(repeating: "-", count: 10_000) + "1",
        String(repeating: "1 + ", count: 10_000) + "1",
        String(repeating: "true and ", count: 10_000) + "true",
        String(repeating: "if true then ", count: 1000) + "1",
        String(repeating: "a.", count: 10_000) + "a",
        String(repeating: "f(", count: 1000),
        String(repeating: "function(x) ", count: 1000) + "1",
        "1" + String(repeating: "[1]", count: 10_000),
        "1 instance of " + String(repeating: "list<", count: 10_000),
        "{f: function(x) f([x]), r: f(1)}.r",
        "{f: function(x) " + String(repeating: "[", count: 90) + "f(x)" + String(repeating: "]", count: 90)
            + ", r: f(1)}.r",
        "{f: function(n) if n = 0 then 0 else 1 + f(n - 1), r: f(100000)}.r",
        "for i in 1..100000000 return i",
        "for i in 1..1000, j in 1..1000, k in 1..1000 return i",
        "every i in 1..1000000000 satisfies true",
        "for i in 1..100000 return [partial[-1]]",
        "for i in 1..60 return [partial[-1], partial[-1]]",
        "count(for i in 1..100 return concatenate(partial[-1], partial[-1], [1, 2, 3, 4, 5, 6, 7, 8]))",
        "string length((for i in 1..100 return if i = 1 then \"ab\" else partial[-1] + partial[-1])[-1])",
        "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"(a|aa)*$b\")",
        "count(for i in 1..20 return matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac\", \"(a+)+b\"))",
        "replace(\"aaaaaaaaaaaaaaaaaaaa\", \"((((a{1,50}){1,50}){1,50}){1,50})\", \"b\")",
        "9999999999 ** 999999999",
        "0.0000001 ** 999999999 ** 2",
        "exp(1e6000)",
        "1e-6000 ** 0.5",
        "modulo(1e6000, 3)",
        "@\"999999999-12-31\" - @\"-999999999-01-01\"",
        "duration(\"P99999999999999999999999D\")",
        "duration(\"P999999999999999999Y\")",
        "@\"P1Y\" * 1e30",
        "@\"P1D\" * 1e300",
        "date(1e30, 1, 1)",
        "[1, 2][1e300]",
        "substring(\"abc\", 1e300)",
        "-(@\"P1M\" * -9223372036854775808)",
        "-(-@\"P4611686018427387904M\" - @\"P4611686018427387904M\")",
        "partition([1, 2, 3], 9223372036854775807)",
        "count(for i in 1..2000 return modulo(1e6000, i))",
        "count(for i in 1..50 return log(i) ** 0.3)",
        "sort([3, 2, 1], function(a, b) sort([3, 2, 1], function(c, d) a < c))",
    ]) func extremes(_ source: String) {
        self.survives(source)
    }
}
