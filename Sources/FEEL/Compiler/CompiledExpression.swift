/// An expression that has been checked and compiled; it can be evaluated any number of times, from any thread.
public struct CompiledExpression: Sendable {
    /// The expression as it was written.
    public let source: String
    /// What it gives, as far as that is known.
    public let type: ValueType
    /// The fields of declared shapes that it can read, distinct, in order of appearance.
    public let reads: [FieldRead]
    /// How many slots a frame must have; ``evaluate(_:)`` adds what is missing.
    public let slotsNeeded: Int
    /// The value if it does not depend on anything.
    public let constant: Value?
    let code: Code

    /// Evaluates it with the values in a frame.
    ///
    /// What cannot be computed is null; what depends on an unknown value is unknown. An evaluation that takes more
    /// than ``Frame/stepLimit`` steps is cut short and null, and ``Frame/isExhausted`` says so.
    public func evaluate(_ frame: inout Frame) -> Value {
        if frame.values.count < self.slotsNeeded {
            let missing = self.slotsNeeded - frame.values.count
            frame.values.append(contentsOf: repeatElement(.null, count: missing))
        }
        frame.steps = Frame.stepLimit
        let value = self.code(&frame)
        return frame.steps > 0 ? value : .null
    }
}
