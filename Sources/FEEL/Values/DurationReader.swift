/// Reads durations such as `P1Y2M` and `-P1DT2H3M4.5S`.
enum DurationReader {
    /// The duration, or null if the text is none.
    ///
    /// Years and months make one sort, all other units the other; a mixture is neither.
    static func read(_ text: String) -> Value {
        var bytes = ArraySlice(Array(text.utf8))
        let negative = bytes.first == UInt8(ascii: "-")
        if negative { bytes = bytes.dropFirst() }
        guard bytes.popFirst() == UInt8(ascii: "P") else { return .null }
        var parts: [UInt8: Number] = [:]
        var inTime = false
        var order: [UInt8] = Array("YMD".utf8)
        while let first = bytes.first {
            if first == UInt8(ascii: "T") {
                guard !inTime, bytes.count > 1 else { return .null }
                inTime = true
                order = Array("HMS".utf8)
                bytes = bytes.dropFirst()
                continue
            }
            let digits = bytes.prefix { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
            bytes = bytes.dropFirst(digits.count)
            guard !digits.isEmpty, let unit = bytes.popFirst(), let place = order.firstIndex(of: unit),
                digits.first != UInt8(ascii: "."),
                unit == UInt8(ascii: "S") || !digits.contains(UInt8(ascii: ".")),
                let number = Number(utf8: digits)
            else { return .null }
            order.removeSubrange(0...place)
            parts[inTime && unit == UInt8(ascii: "M") ? UInt8(ascii: "m") : unit] = number
        }
        return parts.isEmpty ? .null : self.assemble(parts, negative: negative)
    }

    private static func assemble(_ parts: [UInt8: Number], negative: Bool) -> Value {
        func part(_ unit: Unicode.Scalar, _ factor: Int) -> Number {
            parts[UInt8(ascii: unit)].map { $0 * Number(factor) } ?? .zero
        }
        let calendar = parts.keys.contains { $0 == UInt8(ascii: "Y") || $0 == UInt8(ascii: "M") }
        let clock = parts.keys.contains { $0 != UInt8(ascii: "Y") && $0 != UInt8(ascii: "M") }
        if calendar, clock { return .null }
        if calendar {
            let months = part("Y", 12) + part("M", 1)
            guard let count = months.wholeInt, let duration = YearsMonthsDuration(exactly: negative ? -count : count)
            else { return .null }
            return .yearsMonths(duration)
        }
        let seconds = part("D", 86_400) + part("H", 3600) + part("m", 60) + part("S", 1)
        guard let duration = DaysTimeDuration(negative ? -seconds : seconds) else { return .null }
        return .daysTime(duration)
    }
}

extension Value {
    /// A duration of either sort from text such as `P1Y2M` or `P1DT2H`, or `nil` if the text is none.
    public init?(duration text: String) {
        let value = DurationReader.read(text)
        if value.isNull { return nil }
        self = value
    }
}
