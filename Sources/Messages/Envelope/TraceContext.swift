/// Which trace a message belongs to, and which step of it brought the message about.
///
/// Source: W3C Trace Context, <https://www.w3.org/TR/trace-context/>, section "traceparent Header".
public struct TraceContext: Sendable, Hashable, CustomStringConvertible {
    /// The id of a whole trace, 128 bits that are not all zero.
    public struct TraceID: Sendable, Hashable, CustomStringConvertible {
        /// The first 64 bits.
        public let high: UInt64
        /// The last 64 bits.
        public let low: UInt64

        /// An id of its halves.
        public init(high: UInt64, low: UInt64) {
            self.high = high
            self.low = low
        }

        /// 32 lower-case hexadecimal digits.
        public var description: String { TraceContext.hexadecimal(self.high) + TraceContext.hexadecimal(self.low) }
    }

    /// The header that carries it.
    public static let header = "traceparent"
    /// The header in which vendors of tracing add to it.
    public static let stateHeader = "tracestate"

    /// The trace.
    public let trace: TraceID
    /// The step, 64 bits that are not all zero.
    public let span: UInt64
    /// Whether whoever caused this keeps the trace.
    public let isSampled: Bool

    /// A context of its parts.
    public init(trace: TraceID, span: UInt64, isSampled: Bool) {
        self.trace = trace
        self.span = span
        self.isSampled = isSampled
    }

    /// Reads a `traceparent`; `nil` if it is none, and a new trace has to begin.
    ///
    /// Of a later version than 00 the parts that every version has are read, and what follows is ignored.
    public init?(_ text: String) {
        let bytes = text.utf8.span
        let dash = UInt8(ascii: "-")
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            let version = Self.number(bytes, 0..<2), version != 0xFF,
            let high = Self.number(bytes, 3..<19), let low = Self.number(bytes, 19..<35), high | low != 0,
            let span = Self.number(bytes, 36..<52), span != 0,
            let flags = Self.number(bytes, 53..<55),
            bytes.count == 55 || (version > 0 && bytes[55] == dash)
        else { return nil }
        self.init(trace: TraceID(high: high, low: low), span: span, isSampled: flags & 1 == 1)
    }

    /// Reads lower-case hexadecimal digits.
    private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        var number: UInt64 = 0
        for place in range {
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return number
    }

    /// The `traceparent` of version 00.
    public var description: String {
        "00-\(self.trace)-\(Self.hexadecimal(self.span))-\(self.isSampled ? "01" : "00")"
    }

    /// The trace's id as it stands in a `traceparent`; `nil` if it is none.
    public static func traceID(in text: String) -> String? {
        guard TraceContext(text) != nil else { return nil }
        let start = text.utf8.index(text.startIndex, offsetBy: 3)
        return String(text[start..<text.utf8.index(start, offsetBy: 32)])
    }

    /// Whether a `tracestate` can be passed on: printable ASCII, and no longer than everybody has to pass on, 512 bytes.
    public static func isState(_ text: String) -> Bool {
        (1...512).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    /// 16 lower-case hexadecimal digits.
    public static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
