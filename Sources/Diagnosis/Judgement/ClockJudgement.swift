/// Tells whether this machine's clock agrees with another's.
public enum ClockJudgement {
    /// From how many milliseconds on a difference is told of.
    public static let notable: Int64 = 2_000
    /// From how many on it is a fault: dates of submission and due dates would be wrong near midnight, and the order of
    /// events in logs always.
    public static let wrong: Int64 = 60_000

    /// The check.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - ahead: How far the other clock is ahead of this one, in milliseconds.
    ///   - other: Whose clock it is.
    ///   - precision: How exact the measurement is, in milliseconds: not held against the clock.
    public static func check(_ name: String, ahead: Int64, of other: String, precision: Int64 = 0) -> CheckResult {
        let apart = max(abs(ahead) - precision, 0)
        let side = ahead > 0 ? "behind" : "ahead of"
        let words = "this machine's clock is \(Self.span(abs(ahead))) \(side) that of \(other)"
        let remedy = "set the clock by the network: `timedatectl set-ntp true`, then `timedatectl timesync-status`"
        switch apart {
        case Self.wrong...: return .fault(name, words, remedy: remedy)
        case Self.notable...: return .warning(name, words, remedy: remedy)
        default: return .ok(name, "as \(other) has it")
        }
    }

    private static func span(_ milliseconds: Int64) -> String {
        switch milliseconds / 1_000 {
        case ..<120: "\(milliseconds / 1_000) s"
        case ..<7_200: "\(milliseconds / 60_000) min"
        default: "\(milliseconds / 3_600_000) h"
        }
    }
}
