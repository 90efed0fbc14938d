import Messages
import Testing

@Suite("Instant")
struct InstantTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"),
        (1_772_442_904_000, "2026-03-02T09:15:04Z"),
        (1_772_442_904_999, "2026-03-02T09:15:04Z"),
        (1_709_164_800_000, "2024-02-29T00:00:00Z"),
        (951_782_400_000, "2000-02-29T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (253_402_300_799_000, "9999-12-31T23:59:59Z"),
    ])
    func anInstantIsWrittenInUTC(milliseconds: Int64, text: String) {
        #expect(Instant(milliseconds: milliseconds).description == text)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2026-03-02T09:15:04Z", 1_772_442_904_000),
        ("2026-03-02T09:15:04.5Z", 1_772_442_904_500),
        ("2026-03-02T09:15:04.123456+00:00", 1_772_442_904_123),
        ("2024-02-29T00:00:00-00:00", 1_709_164_800_000),
        ("1969-12-31T23:59:59Z", -1_000),
        ("9999-12-31T23:59:59Z", 253_402_300_799_000),
    ])
    func aTimestampIsRead(text: String, milliseconds: Int64) {
        #expect(Instant(timestamp: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: ["", "2026-03-02", "2026-03-02 09:15:04Z", "2026-13-02T09:15:04Z", "2026-03-02T09:15:04+01:00"])
    func anythingElseIsNone(text: String) {
        #expect(Instant(timestamp: text) == nil)
    }
}
