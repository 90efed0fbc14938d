import Operations
import Testing

@Suite("Spans of time in settings")
struct DurationSettingTests {
    @Test(
        arguments: [
            ("25s", Duration.seconds(25)), ("25", .seconds(25)), ("500ms", .milliseconds(500)), ("2m", .seconds(120)),
            ("1h", .seconds(3_600)), ("0", .zero),
        ]
    )
    func plainSpansAreRead(text: String, duration: Duration) {
        #expect(Duration(setting: text) == duration)
    }

    @Test(arguments: ["", "s", "-1s", "1.5s", "5 s", "5d", "99999999999999999999s", "9223372036854775807h", "٣s"])
    func allElseIsNot(text: String) {
        #expect(Duration(setting: text) == nil)
    }
}
