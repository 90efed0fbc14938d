import Desk
import Testing

struct KeyReaderTests {
    @Test(
        arguments: [
            ("a", [Key.character("a")]), ("ü", [.character("ü")]), ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]),
            ("\u{7F}", [.backspace]), ("\u{1B}[A", [.up]), ("\u{1B}OB", [.down]), ("\u{1B}[5~", [.pageUp]),
            ("\u{1B}[1;5C", [.right]), ("\u{1B}[Z", [.backTab]), ("\u{03}", [.control("c")]),
            ("ab", [.character("a"), .character("b")]), ("\u{1B}[99~x", [.character("x")]),
            ("\u{1B}q", [.escape, .character("q")]),
        ]
    )
    func `bytes are keys`(bytes: String, keys: [Key]) {
        var reader = KeyReader()
        #expect(reader.read(Array(bytes.utf8)) == keys)
    }

    @Test
    func `what comes in pieces is put together, and an escape alone is one after a pause`() {
        var reader = KeyReader()
        #expect(reader.read([0x1B]) == [])
        #expect(reader.read([UInt8(ascii: "[")]) == [])
        #expect(reader.read([UInt8(ascii: "A")]) == [.up])
        #expect(reader.read([0xC3]) == [])
        #expect(reader.read([0xBC]) == [.character("ü")])
        #expect(reader.read([0x1B]) == [])
        #expect(reader.read([], isPause: true) == [.escape])
        #expect(reader.read([0xFF, 0x41]) == [.character("A")])
    }
}
