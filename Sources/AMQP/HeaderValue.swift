/// A value in a header table or among the arguments of a queue or exchange.
public indirect enum HeaderValue: Sendable, Equatable {
    /// Text; bytes that are no UTF-8 were replaced when it was received.
    case text(String)
    /// A whole number; all widths that AMQP knows are received as this, and it is sent as 64 bits.
    case int(Int64)
    /// An unsigned number that is larger than `Int64` can hold; sent as 64 bits.
    case unsigned(UInt64)
    /// A truth value.
    case boolean(Bool)
    /// Bytes without a meaning of their own.
    case bytes([UInt8])
    /// Seconds since 1970.
    case timestamp(UInt64)
    /// `unscaled` × 10 to the power of −`scale`.
    case decimal(unscaled: UInt32, scale: UInt8)
    /// A binary floating-point number.
    case double(Double)
    /// A nested table.
    case table([Header])
    /// A list of values.
    case array([HeaderValue])
    /// Nothing.
    case void

    /// The text, if it is one.
    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The number, if it is a whole one that fits.
    public var int: Int? {
        switch self {
        case .int(let value): Int(exactly: value)
        case .unsigned(let value): Int(exactly: value)
        case .text, .boolean, .bytes, .timestamp, .decimal, .double, .table, .array, .void: nil
        }
    }
}

extension HeaderValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    /// Makes a text value.
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    /// Makes a number.
    public init(integerLiteral value: Int64) {
        self = .int(value)
    }

    /// Makes a truth value.
    public init(booleanLiteral value: Bool) {
        self = .boolean(value)
    }
}
