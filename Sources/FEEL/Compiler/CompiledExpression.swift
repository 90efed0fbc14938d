/// An expression that has been checked and compiled; it can be evaluated any number of times, from any thread.
public struct CompiledExpression: Sendable {
    /// The expression as it was written.
    public let source: String
    /// What it gives, as far as that is known.
    public let type: ValueType
    /// What its amount, or the amounts in its list, are counted in, as far as that is known.
    public let unit: String?
    /// The fields of declared shapes that it can read, distinct, in order of appearance.
    public let reads: [FieldRead]
    /// The facts whose lack can make it unknown, distinct, in order of appearance.
    ///
    /// Not among them is what always has a value (``Shape/alwaysKnown``), what only `is defined` asks for, and what
    /// stands beside something that settles the result anyway. Variables that are no contexts have the shape `""`.
    public let uncertain: [FieldRead]
    /// How many slots a frame must have; ``evaluate(_:)`` adds what is missing.
    public let slotsNeeded: Int
    /// The value if it does not depend on anything.
    public let constant: Value?
    let code: Code
    /// What it was compiled from, for those who ask why.
    let origin: Origin

    struct Origin: Sendable {
        let scope: Scope
        let form: FEEL.Form
    }

    /// Evaluates it with the values in a frame.
    ///
    /// What cannot be computed is null; what depends on an unknown value is unknown. An evaluation that takes more
    /// than ``Frame/stepLimit`` steps is cut short and null, and ``Frame/isExhausted`` says so.
    public func evaluate(_ frame: inout Frame) -> Value {
        frame.extend(to: self.slotsNeeded)
        frame.steps = Frame.stepLimit
        let value = self.code(&frame)
        return frame.steps > 0 ? value : .null
    }

    /// Evaluates it and tells, if the result is null, why.
    ///
    /// This compiles the expression anew with code that keeps account, and evaluates it twice: for people, not for
    /// work by the thousand. ``evaluate(_:)`` pays nothing for it.
    ///
    /// - Parameters:
    ///   - frame: The values.
    ///   - reasons: Where the null came up and why; empty if the result is not null.
    public func evaluate(_ frame: inout Frame, explaining reasons: inout [NullReason]) -> Value {
        let given = frame
        let value = self.evaluate(&frame)
        let trace = NullTrace()
        reasons = []
        guard value.isNull, let code = FEEL.traced(self, trace) else { return value }
        var second = given
        second.extend(to: self.slotsNeeded)
        second.steps = Frame.stepLimit
        _ = code(&second)
        reasons = trace.reasons
        return value
    }

    /// Evaluates it and tells which fields of declared shapes it has read on the way.
    ///
    /// ``reads`` tells what it can read; a branch that is not taken reads nothing. This compiles the expression anew
    /// with code that keeps account: for people, not for work by the thousand. ``evaluate(_:)`` pays nothing for it.
    ///
    /// - Parameters:
    ///   - frame: The values.
    ///   - read: The fields, distinct, in the order of ``reads``.
    public func evaluate(_ frame: inout Frame, recording read: inout [FieldRead]) -> Value {
        let trace = NullTrace()
        read = []
        guard let code = FEEL.traced(self, trace) else { return self.evaluate(&frame) }
        frame.extend(to: self.slotsNeeded)
        frame.steps = Frame.stepLimit
        let value = code(&frame)
        let paths = Set(trace.reads)
        let names = trace.names
        // Inside a filter a field of the item stands by its name alone.
        read = self.reads.filter { paths.contains($0) || names.contains($0.field) }
        return frame.steps > 0 ? value : .null
    }
}
