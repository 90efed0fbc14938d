import JSON
import Testing

@Suite("Limits hold before memory and stack do")
struct JSONLimitsTests {
    private func problem(_ text: String, _ limits: JSONLimits = .standard) -> JSONProblem? {
        do throws(JSONError) {
            _ = try JSONDocument(parsing: Array(text.utf8), limits: limits)
            return nil
        } catch {
            return error.problem
        }
    }

    @Test("64 levels are read, 65 are not")
    func depth() {
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(self.problem(deep) == nil)
        #expect(self.problem("[\(deep)]") == .tooDeep)
    }

    @Test("A hundred thousand levels are refused without harm", arguments: ["[", #"{"a":"#, "[{\"a\":"])
    func depthBomb(_ opening: String) {
        #expect(self.problem(String(repeating: opening, count: 100_000)) == .tooDeep)
        #expect(self.problem(String(repeating: opening, count: 100_000), JSONLimits(depth: .max)) == .tooDeep)
    }

    @Test("A string of 10 MiB is read, 17 MiB are refused")
    func size() throws {
        let text = "\"" + String(repeating: "x", count: 10 << 20) + "\""
        let document = try JSONDocument(parsing: Array(text.utf8))
        #expect(document.root.withStringUTF8 { $0.count } == 10 << 20)
        #expect(self.problem("\"" + String(repeating: "x", count: 17 << 20) + "\"") == .tooLong)
        #expect(self.problem("[1,2,3]", JSONLimits(bytes: 6)) == .tooLong)
        #expect(self.problem("[1,2,3]", JSONLimits(bytes: 7)) == nil)
    }

    @Test("Escapes throughout 10 MiB are resolved")
    func escapedSize() throws {
        let text = "\"" + String(repeating: "\\u00e9\\n", count: 1 << 20) + "\""
        let document = try JSONDocument(parsing: Array(text.utf8))
        #expect(document.root.withStringUTF8 { $0.count } == 3 << 20)
    }

    @Test("More than a million values are refused")
    func values() {
        #expect(self.problem("[" + String(repeating: "0,", count: 1_000_000) + "0]") == .tooManyValues)
        #expect(self.problem("[0,0]", JSONLimits(values: 3)) == nil)
        #expect(self.problem(#"{"a":0}"#, JSONLimits(values: 2)) == .tooManyValues)
    }

    @Test("A number of more than a thousand characters is refused")
    func numbers() {
        #expect(self.problem(String(repeating: "9", count: 1_000)) == nil)
        #expect(self.problem(String(repeating: "9", count: 1_001)) == .numberTooLong)
        #expect(self.problem("1e999999999999999") == nil)
        #expect(self.problem("1e00000000000000000000000001") == nil)
    }
}
