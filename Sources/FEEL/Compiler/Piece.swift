/// A compiled part: code, and what is known of it that lets the part around it be faster.
struct Piece {
    enum Source {
        case constant(Value)
        case slot(Int)
        case code
    }

    let source: Source
    let code: Code

    init(constant value: Value) {
        self.source = .constant(value)
        self.code = { _ in value }
    }

    init(slot: Int) {
        self.source = .slot(slot)
        self.code = { frame in frame.values[slot] }
    }

    init(_ code: @escaping Code) {
        self.source = .code
        self.code = code
    }

    /// The code alone, for lists.
    var asSource: CodeSource { CodeSource(code: self.code) }

    /// The value if it does not depend on anything.
    var constant: Value? {
        if case .constant(let value) = self.source { return value }
        return nil
    }
}

/// Where an operand comes from.
///
/// Operators are compiled for each kind of source, so that a variable or a constant
/// costs no call.
protocol Source: Sendable {
    func load(_ frame: inout Frame) -> Value
}

struct ConstantSource: Source {
    let value: Value

    @inline(__always)
    func load(_ frame: inout Frame) -> Value { self.value }
}

struct SlotSource: Source {
    let slot: Int

    @inline(__always)
    func load(_ frame: inout Frame) -> Value { frame.values[self.slot] }
}

/// Also what lists of parts hold: a bare closure in a generic list is called through a thunk.
struct CodeSource: Source {
    let code: Code

    @inline(__always)
    func load(_ frame: inout Frame) -> Value { self.code(&frame) }
}
