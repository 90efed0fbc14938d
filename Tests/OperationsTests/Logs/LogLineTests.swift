import Foundation
import Logging
import Testing

@testable import Operations

@Suite("Log lines")
struct LogLineTests {
    private func line(_ format: LogFormat, _ message: String, _ metadata: Logger.Metadata = [:]) -> String {
        var bytes: [UInt8] = []
        LogLine(
            format: format,
            time: LogTime(milliseconds: 1_772_442_904_007),
            level: .info,
            label: "rebated",
            message: message,
            metadata: metadata
        )
        .write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func textShowsTheApplicationFirst() {
        let metadata: Logger.Metadata = ["trace": "t", "application": "A-1", "revision": "1", "count": "2"]
        let text = self.line(.text, "decided", metadata)
        #expect(text == "2026-03-02T09:15:04.007Z INFO     decided application=A-1 revision=1 count=2 trace=t\n")
    }

    @Test func aValueWithSpacesIsQuoted() {
        #expect(self.line(.text, "x", ["why": "a b"]).hasSuffix("x why=\"a b\"\n"))
    }

    @Test func nothingThatIsLoggedCanForgeALine() {
        let text = self.line(.text, "a\nb\u{1B}[2J", ["k": "x\ny"])
        #expect(text.utf8.count { $0 == 0x0A } == 1)
        #expect(!text.contains("\u{1B}"))
    }

    @Test func jsonLinesParse() throws {
        let text = self.line(.json, "a \"b\"\n\\", ["k": "v\u{01}"])
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String]
        #expect(object?["message"] == "a \"b\"\n\\")
        #expect(object?["k"] == "v\u{01}")
        #expect(object?["time"] == "2026-03-02T09:15:04.007Z")
        #expect(object?["level"] == "info")
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_735_689_599_999, "2024-12-31T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ] as [(Int64, String)]
    )
    func instantsAreUTC(milliseconds: Int64, text: String) {
        var bytes: [UInt8] = []
        LogTime(milliseconds: milliseconds).write(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
}
