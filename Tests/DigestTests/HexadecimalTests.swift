import Digest
import Testing

@Suite("Bytes are written as hexadecimal digits and read back")
struct HexadecimalTests {
    @Test("Every byte")
    func bytes() {
        let bytes = (0...255).map { UInt8($0) }
        let text = Hexadecimal.text(bytes[...])
        #expect(text.hasPrefix("000102") && text.hasSuffix("feff") && text.count == 512)
        #expect(Hexadecimal.bytes(text) == bytes)
        #expect(Hexadecimal.text([]) == "" && Hexadecimal.bytes("") == [])
    }

    @Test("Anything else is refused", arguments: ["0", "0g", "FF", " 00", "é"])
    func others(_ text: String) {
        #expect(Hexadecimal.bytes(text) == nil)
    }
}
