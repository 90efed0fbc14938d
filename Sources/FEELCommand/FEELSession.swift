import FEEL

/// Expressions evaluated one after another with the same facts.
public struct FEELSession: Sendable {
    /// What an expression gave.
    public struct Answer: Sendable, Equatable {
        /// The value or type; empty if there is a fault.
        public let output: String
        /// What the person who asked should know besides: warnings, or the fault.
        public let notes: [String]
        /// Whether the expression can't be used.
        public let isFault: Bool
    }

    private var scope = Scope()
    private var values: [Value] = []

    /// A session without facts.
    ///
    /// As the standard has it, a wrong name or a wrong operand makes null; the answer then tells of it.
    public init() { self.scope.isLenient = true }

    /// Puts facts in place of those that were there.
    ///
    /// - Parameter bytes: A JSON object of plain values; in strings `@` marks a date, time or duration.
    /// - Returns: What is wrong with them, in words, or `nil`; the facts then stay as they were.
    public mutating func load(facts bytes: [UInt8]) -> String? {
        do throws(Rejection) {
            let facts = try FactsReader.read(bytes)
            self.scope = Scope()
            self.scope.isLenient = true
            for fact in facts { self.scope.declare(fact.name, ValueType(of: fact.value)) }
            self.values = facts.map(\.value)
            return nil
        } catch {
            return error.message
        }
    }

    /// The names of the facts, in their order.
    public var factNames: [String] { self.scope.names }

    /// Evaluates an expression.
    public func evaluate(_ source: String) -> Answer {
        self.answer(source) { expression, frame in
            var reasons: [NullReason] = []
            let value = expression.evaluate(&frame, explaining: &reasons)
            return (value.written, reasons.map { $0.rendered(source: source) })
        }
    }

    /// The type of an expression, which is not evaluated.
    public func type(of source: String) -> Answer {
        self.answer(source) { expression, _ in (expression.type.description, []) }
    }

    private func answer(
        _ source: String,
        _ body: (CompiledExpression, inout Frame) -> (output: String, notes: [String])
    ) -> Answer {
        let (expression, diagnostics) = FEEL.compile(source, scope: self.scope)
        let rendered = diagnostics.map { $0.rendered(source: source) }
        guard let expression else { return Answer(output: "", notes: rendered, isFault: true) }
        var frame = Frame(slots: expression.slotsNeeded)
        for (slot, value) in self.values.enumerated() { frame[slot] = value }
        let (output, notes) = body(expression, &frame)
        return Answer(output: output, notes: rendered + notes, isFault: false)
    }
}
