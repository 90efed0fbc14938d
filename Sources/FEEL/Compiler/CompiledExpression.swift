/// An expression that has been checked and compiled; it can be evaluated any number of times, from any thread.
public struct CompiledExpression: Sendable {
    /// All of it behind one reference, since expressions are copied wherever they are asked for.
    final class Parts: Sendable {
        let source: String
        let type: ValueType
        let unit: String?
        let reads: [FieldRead]
        let uncertain: [FieldRead]
        let slotsNeeded: Int
        let constant: Value?
        let code: Code
        let origin: Origin

        init(
            source: String,
            type: ValueType,
            unit: String?,
            reads: [FieldRead],
            uncertain: [FieldRead],
            slotsNeeded: Int,
            constant: Value?,
            code: @escaping Code,
            origin: Origin
        ) {
            self.source = source
            self.type = type
            self.unit = unit
            self.reads = reads
            self.uncertain = uncertain
            self.slotsNeeded = slotsNeeded
            self.constant = constant
            self.code = code
            self.origin = origin
        }
    }

    let parts: Parts

    /// The expression as it was written.
    public var source: String { self.parts.source }
    /// What it gives, as far as that is known.
    public var type: ValueType { self.parts.type }
    /// What its amount, or the amounts in its list, are counted in, as far as that is known.
    public var unit: String? { self.parts.unit }
    /// The fields of declared shapes that it can read, distinct, in order of appearance.
    public var reads: [FieldRead] { self.parts.reads }
    /// The facts whose lack can make it unknown, distinct, in order of appearance.
    ///
    /// Not among them is what always has a value (``Shape/alwaysKnown``), what only `is defined` asks for, and what
    /// stands beside something that settles the result anyway. Variables that are no contexts have the shape `""`.
    public var uncertain: [FieldRead] { self.parts.uncertain }
    /// How many slots a frame must have; ``evaluate(_:)`` adds what is missing.
    public var slotsNeeded: Int { self.parts.slotsNeeded }
    /// The value if it does not depend on anything.
    public var constant: Value? { self.parts.constant }
    /// What it was compiled from, for those who ask why.
    var origin: Origin { self.parts.origin }

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
        let value = self.parts.code(&frame)
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
