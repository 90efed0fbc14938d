/// An operator with two operands.
protocol BinaryOperation: SendableMetatype {
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value
}

extension BinaryOperation {
    /// The operator over two parts.
    static func code(_ left: Piece, _ right: Piece) -> Code {
        switch (left.source, right.source) {
        case (.slot(let slot), .constant(let value)):
            self.code(SlotSource(slot: slot), ConstantSource(value: value))
        case (.slot(let slot), .slot(let other)): self.code(SlotSource(slot: slot), SlotSource(slot: other))
        case (.slot(let slot), .code): self.code(SlotSource(slot: slot), CodeSource(code: right.code))
        case (.constant(let value), .slot(let slot)):
            self.code(ConstantSource(value: value), SlotSource(slot: slot))
        case (.constant(let value), _):
            self.code(ConstantSource(value: value), CodeSource(code: right.code))
        case (.code, .constant(let value)):
            self.code(CodeSource(code: left.code), ConstantSource(value: value))
        case (.code, .slot(let slot)): self.code(CodeSource(code: left.code), SlotSource(slot: slot))
        case (.code, .code): self.code(CodeSource(code: left.code), CodeSource(code: right.code))
        }
    }

    @inline(__always)
    private static func code(_ left: some Source, _ right: some Source) -> Code {
        { frame in
            let first = left.load(&frame)
            return self.apply(first, right.load(&frame), &frame)
        }
    }
}

enum AddOperation: BinaryOperation {
    @inline(__always)
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        Operations.add(lhs, rhs, &frame)
    }
}

enum SubtractOperation: BinaryOperation {
    @inline(__always)
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        Operations.subtract(lhs, rhs)
    }
}

enum MultiplyOperation: BinaryOperation {
    @inline(__always)
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        Operations.multiply(lhs, rhs)
    }
}

enum DivideOperation: BinaryOperation {
    @inline(__always)
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        Operations.divide(lhs, rhs)
    }
}

enum PowerOperation: BinaryOperation {
    @inline(__always)
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        Operations.power(lhs, rhs, &frame)
    }
}

enum EqualOperation: BinaryOperation {
    @inline(__always)
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        Operations.equal(lhs, rhs, &frame)
    }
}

enum NotEqualOperation: BinaryOperation {
    @inline(__always)
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        Operations.not(Operations.equal(lhs, rhs, &frame))
    }
}

enum LessOperation: BinaryOperation {
    @inline(__always)
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        Operations.less(lhs, rhs)
    }
}

enum LessOrEqualOperation: BinaryOperation {
    @inline(__always)
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        Operations.lessOrEqual(lhs, rhs)
    }
}

enum GreaterOperation: BinaryOperation {
    @inline(__always)
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        Operations.less(rhs, lhs)
    }
}

enum GreaterOrEqualOperation: BinaryOperation {
    @inline(__always)
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        Operations.lessOrEqual(rhs, lhs)
    }
}

enum InOperation: BinaryOperation {
    static func apply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        Operations.isIn(lhs, rhs, &frame)
    }
}
