internal import FEEL
public import Messages

extension Instant {
    /// Reads what ``description`` writes, `2026-03-02T09:15:04Z`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "T")
        guard parts.count == 2, parts[1].hasSuffix("Z"), let date = CalendarDate(parts[0]) else { return nil }
        let clock = parts[1].dropLast().split(separator: ".")[0].split(separator: ":").compactMap { Int64($0) }
        guard clock.count == 3, clock.allSatisfy({ (0...60).contains($0) }) else { return nil }
        let days = Int64(date.dayNumber - Self.epoch)
        self.init(milliseconds: (days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]) * 1000)
    }

    private static let epoch = CalendarDate("1970-01-01")?.dayNumber ?? 0

    /// Date and time to the minute, in UTC: `2026-03-02 09:15`.
    public var minute: String {
        String(self.description.prefix(16)).replacing("T", with: " ")
    }

    /// The date, in UTC: `2026-03-02`.
    public var date: String { String(self.description.prefix(10)) }
}
