import AllocationCounter
import FEEL

/// Measures one expression for each line of standard input.
///
/// It answers each with nanoseconds and allocations of an evaluation, nanoseconds of parsing, checking and compiling,
/// and the value, with tabs between.
@main
enum Main {
    private static let slice = Duration.milliseconds(25)

    static func main() {
        let facts = Facts()
        while let source = readLine() {
            let (compiled, diagnostics) = FEEL.compile(source, scope: facts.scope)
            guard let compiled else {
                print("fault: \(diagnostics.map(\.message))")
                continue
            }
            var frame = facts.frame(for: compiled)
            let value = compiled.evaluate(&frame)
            let evaluation = self.measure { Self.keep(compiled.evaluate(&frame)) }
            let compilation = self.measure {
                Self.keep(FEEL.compile(source, scope: facts.scope).expression?.slotsNeeded)
            }
            let numbers = "\(evaluation.nanoseconds)\t\(evaluation.allocations)\t\(compilation.nanoseconds)"
            print("\(numbers)\t\(value.written)")
            // Python waits for each line.
            flush()
        }
    }

    private static func measure(_ body: () -> Void) -> (nanoseconds: Double, allocations: Double) {
        let clock = ContinuousClock()
        var rounds = 16
        while true {
            let before = allocation_count()
            let time = clock.measure { for _ in 0..<rounds { body() } }
            let allocations = allocation_count() - before
            if time >= self.slice {
                let nanoseconds = Double(time.components.attoseconds) / 1e9 + Double(time.components.seconds) * 1e9
                return (nanoseconds / Double(rounds), Double(allocations) / Double(rounds))
            }
            rounds *= 2
        }
    }

    /// Has the optimizer believe that a value is used.
    @inline(never)
    private static func keep<T>(_ value: T) {}
}
