/// A duration in days, hours, minutes and seconds.
public struct DaysTimeDuration: Sendable, Hashable {
    /// Whole seconds; negative backwards.
    public let seconds: Int
    /// The fraction of a second, with the sign of ``seconds``.
    public let nanoseconds: Int32

    /// So many seconds and nanoseconds, which may have different signs.
    public init(seconds: Int, nanoseconds: Int = 0) {
        var seconds = seconds + nanoseconds / 1_000_000_000
        var nano = nanoseconds % 1_000_000_000
        if seconds > 0, nano < 0 {
            seconds -= 1
            nano += 1_000_000_000
        } else if seconds < 0, nano > 0 {
            seconds += 1
            nano -= 1_000_000_000
        }
        self.seconds = seconds
        self.nanoseconds = Int32(nano)
    }

    /// The other direction.
    var negated: DaysTimeDuration { DaysTimeDuration(seconds: -self.seconds, nanoseconds: -Int(self.nanoseconds)) }

    /// The sum, or `nil` if it is too long.
    func adding(_ other: DaysTimeDuration) -> DaysTimeDuration? {
        let (sum, overflow) = self.seconds.addingReportingOverflow(other.seconds)
        guard !overflow, sum.magnitude < 1 << 62 else { return nil }
        return DaysTimeDuration(seconds: sum, nanoseconds: Int(self.nanoseconds) + Int(other.nanoseconds))
    }

    /// All of it in seconds, exactly.
    var asNumber: Number {
        Number(self.seconds) + Number(nanoseconds: Int(self.nanoseconds))
    }

    /// From seconds, to the nanosecond; `nil` if it is too long.
    init?(_ number: Number) {
        let rounded = number.rounded(scale: 9, .down)
        let whole = rounded.rounded(scale: 0, .down)
        guard let seconds = whole.wholeInt, seconds.magnitude < 1 << 62, let nano = (rounded - whole).scaled(by: 9)
        else { return nil }
        self.init(seconds: seconds, nanoseconds: Int(nano))
    }
}

extension DaysTimeDuration: Comparable {
    /// Whether the first is shorter.
    public static func < (lhs: DaysTimeDuration, rhs: DaysTimeDuration) -> Bool {
        (lhs.seconds, lhs.nanoseconds) < (rhs.seconds, rhs.nanoseconds)
    }
}

extension DaysTimeDuration: CustomStringConvertible {
    /// `P1DT2H3M4.5S`; nothing is `PT0S`.
    public var description: String {
        if self.seconds == 0, self.nanoseconds == 0 { return "PT0S" }
        let magnitude = Int(self.seconds.magnitude)
        var text = self.seconds < 0 || self.nanoseconds < 0 ? "-P" : "P"
        if magnitude >= 86_400 { text += "\(magnitude / 86_400)D" }
        let clock = magnitude % 86_400
        if clock == 0, self.nanoseconds == 0 { return text }
        text += "T"
        if clock >= 3600 { text += "\(clock / 3600)H" }
        if clock / 60 % 60 > 0 { text += "\(clock / 60 % 60)M" }
        if clock % 60 > 0 || self.nanoseconds != 0 {
            text += "\(clock % 60)\(fractionText(Int(self.nanoseconds.magnitude)))S"
        }
        return text
    }
}
