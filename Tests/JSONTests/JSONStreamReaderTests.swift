import JSON
import Testing

@Suite("A stream of values is read value by value")
struct JSONStreamReaderTests {
    /// Values as they stand, and problems as `line:column problem`.
    private func read(_ text: String, chunk: Int, limits: JSONLimits = .standard) -> [String] {
        var reader = JSONStreamReader(limits: limits)
        var found: [String] = []
        func drain() {
            while let item = reader.next() {
                switch item.result {
                case .success(let document): found.append(String(decoding: document.source, as: UTF8.self))
                case .failure(let error): found.append("\(error.line):\(error.column) \(error.problem)")
                }
            }
        }
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            reader.append(bytes[start..<min(start + chunk, bytes.count)])
            drain()
        }
        reader.end()
        drain()
        return found
    }

    static let streams: [(text: String, items: [String])] = [
        ("", []),
        (" \n ", []),
        (#"{"a":1}{"b":[2,"}"]} 3 "x" true"#, [#"{"a":1}"#, #"{"b":[2,"}"]}"#, "3", #""x""#, "true"]),
        ("{\n  \"a\": 1\n}\n\n[1,\n2]\n", ["{\n  \"a\": 1\n}", "[1,\n2]"]),
        ("1\n2\n", ["1", "2"]),
        (#""a\"b" "c\\""#, [#""a\"b""#, #""c\\""#]),
        // A value that is malformed within closed brackets costs only itself.
        (#"{"a":}{"b":1}"#, ["1:6 valueExpected", #"{"b":1}"#]),
        ("{\"a\":1,}\n{\"b\":1}", ["1:7 trailingComma", "{\"b\":1}"]),
        // A value that never closes costs its lines.
        ("{\"a\":[1,2}\n{\"b\":1}\n", ["1:10 commaOrBracketExpected", "{\"b\":1}"]),
        ("{\"a\":{\n{\"b\":1}\n{\"c\":1}", ["2:1 keyExpected", "{\"b\":1}", "{\"c\":1}"]),
        ("{\"a\":1,\n{\"b\":1}\n", ["2:1 keyExpected", "{\"b\":1}"]),
        ("{\"a\":\"x\n{\"b\":1}\n", ["1:8 controlCharacter", "{\"b\":1}"]),
        ("hello world\n{\"b\":1}", ["1:1 badLiteral", "{\"b\":1}"]),
        ("{\"b\":1}\n}\n{\"c\":1}", ["{\"b\":1}", "2:1 valueExpected", "{\"c\":1}"]),
        ("{\n  \"a\": 1,,\n  \"c\": {}\n}\n{\"b\":1}", ["2:10 keyExpected", "{\"b\":1}"]),
        ("{\"b\":1}\n{\"a\":", ["{\"b\":1}", "2:6 endsTooSoon"]),
        ("[{\"a\":1}\n", ["2:1 endsTooSoon"]),
        ("\"abc", ["1:1 unclosedString"]),
        ("007 {\"a\":1}\n{\"b\":1}", ["1:1 leadingZero", "{\"b\":1}"]),
        (", {}\n{\"b\":1}", ["1:1 valueExpected", "{\"b\":1}"]),
    ]

    @Test("Values and problems come in order, however the stream is cut", arguments: streams, [1, 2, 3, 7, 1_000])
    func items(_ stream: (text: String, items: [String]), _ chunk: Int) {
        #expect(self.read(stream.text, chunk: chunk) == stream.items)
    }

    @Test("A value longer than the limit is refused and passed over")
    func tooLong() {
        let text = "[\"\(String(repeating: "x", count: 100))\"]\n{\"b\":1}\n"
        let items = self.read(text, chunk: 10, limits: JSONLimits(bytes: 50))
        #expect(items.last == "{\"b\":1}")
        #expect(items.count == 2)
    }

    @Test("Brackets without end are refused at the depth limit")
    func tooDeep() {
        let items = self.read(String(repeating: "[\n", count: 10_000) + "{\"b\":1}\n", chunk: 4_096)
        #expect(items.first == "65:1 tooDeep")
        #expect(items.count < 200)
    }

    @Test("Each item tells where it begins")
    func places() {
        var reader = JSONStreamReader()
        reader.append(Array("{}\n\n  [1]\n".utf8))
        reader.end()
        var places: [[Int]] = []
        while let item = reader.next() { places.append([item.line, item.offset]) }
        #expect(places == [[1, 0], [3, 6]])
    }
}
