/// The values of the variables during an evaluation.
///
/// One frame serves any number of evaluations, one after another.
public struct Frame: Sendable {
    /// The steps that one evaluation may take: loop rounds, calls, items compared or copied.
    public static let stepLimit = 2_000_000
    /// The most items that a list may have, and the most characters of a string that is made.
    static let sizeLimit = 1_000_000
    /// How deep calls of function literals may go, counted in nodes of their bodies.
    static let depthLimit = 1_500

    /// The steps for a root, a logarithm, an exponential or a power, which take some 100 µs.
    static let costOfTranscendental = 500

    var values: [Value]
    var steps = Frame.stepLimit
    var depth = 0

    /// A frame with so many slots, all null.
    public init(slots: Int) {
        self.values = Array(repeating: .null, count: slots)
    }

    /// A frame with so many slots, of which the first have these values; the others are null.
    public init(slots: Int, values: [Value]) {
        var all: [Value] = []
        all.reserveCapacity(slots)
        all.append(contentsOf: values)
        self.values = all
        self.extend(to: slots)
    }

    init(values: [Value], steps: Int, depth: Int) {
        self.values = values
        self.steps = steps
        self.depth = depth
    }

    /// The value of a slot.
    public subscript(slot: Int) -> Value {
        get { self.values[slot] }
        set { self.values[slot] = newValue }
    }

    /// Adds slots up to a number, all null.
    @inline(__always)
    mutating func extend(to slots: Int) {
        let missing = slots - self.values.count
        if missing > 0 { self.values.append(contentsOf: repeatElement(.null, count: missing)) }
    }

    /// Whether the last evaluation was cut short because it took too many steps; its result is null.
    public var isExhausted: Bool { self.steps <= 0 }

    /// Pays for some work; `false` if the budget is used up.
    @inline(__always)
    mutating func spend(_ count: Int = 1) -> Bool {
        self.steps &-= count
        return self.steps > 0
    }
}

/// A compiled expression or part of one.
typealias Code = @Sendable (inout Frame) -> Value
