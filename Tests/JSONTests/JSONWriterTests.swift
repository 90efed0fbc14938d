import JSON
import Testing

@Suite("What is written is what was meant")
struct JSONWriterTests {
    @Test("Objects, arrays and commas")
    func structure() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("empty")
        writer.beginObject()
        writer.endObject()
        writer.key(String("list"))
        writer.beginArray()
        writer.value(1)
        writer.value(Int64.min)
        writer.value(true)
        writer.null()
        writer.value("x")
        writer.value(nil as String?)
        writer.beginArray()
        writer.endArray()
        writer.raw(Array("1.50".utf8))
        writer.raw(utf8: "{}")
        writer.endArray()
        writer.key("last")
        writer.value(false)
        writer.endObject()
        let expected =
            #"{"empty":{},"list":[1,-9223372036854775808,true,null,"x",null,[],1.50,{}],"last":false}"#
        #expect(String(decoding: writer.finish(), as: UTF8.self) == expected)
    }

    @Test("Strings of every kind come back as they were")
    func strings() throws {
        let texts = [
            "", "a", "\"", "\\", "/", "é€😀", String((0..<0x30).map { Character(Unicode.Scalar($0)) }), "\u{7F}",
        ]
        var writer = JSONWriter()
        writer.beginObject()
        for (index, text) in texts.enumerated() {
            writer.key("\(index)\(text)")
            writer.value(text)
        }
        writer.endObject()
        let document = try JSONDocument(parsing: writer.finish())
        #expect(document.root.members.map(\.key.string) == texts.enumerated().map { "\($0)\($1)" })
        #expect(document.root.members.map(\.value.string) == texts)
    }

    @Test("Escapes are the shortest")
    func shortestEscapes() {
        var writer = JSONWriter()
        writer.value("\"\\\u{8}\u{C}\n\r\t\u{1}\u{1F}/é\u{7F}")
        let expected = #""\"\\\b\f\n\r\t\u0001\u001f/é\#u{7F}""#
        #expect(String(decoding: writer.finish(), as: UTF8.self) == expected)
    }

    @Test("A character that needs an escape is found wherever it stands")
    func escapesAtEveryPlace() throws {
        for length in 1...40 {
            for place in 0..<length {
                var characters = [Character](repeating: "\u{80}", count: length)
                characters[place] = ["\"", "\\", "\u{1F}"][place % 3]
                var writer = JSONWriter()
                writer.value(String(characters))
                let document = try JSONDocument(parsing: writer.finish())
                #expect(document.root.string == String(characters))
            }
        }
    }

    @Test("A name written in parts, a beginning that is known, amounts")
    func parts() {
        var writer = JSONWriter(capacity: 0)
        writer.begin(Array(#"{"a":1,"facts":{"#.utf8))
        writer.beginKey()
        writer.part("m[")
        writer.part(-12)
        writer.part("].")
        writer.part(String("\"é"))
        writer.endKey()
        writer.value(hundredths: -50)
        writer.key("least")
        writer.value(hundredths: .min)
        writer.key("most")
        writer.value(hundredths: .max)
        writer.endObject()
        writer.key("b")
        writer.beginArray()
        for hundredths: Int64 in [0, 7, 99, 100, 12_345] { writer.value(hundredths: hundredths) }
        writer.begin(Array("{".utf8))
        writer.endObject()
        writer.endArray()
        writer.endObject()
        let expected =
            #"{"a":1,"facts":{"m[-12].\"é":"-0.50","least":"-92233720368547758.08","most":"92233720368547758.07"},"#
            + #""b":["0.00","0.07","0.99","1.00","123.45",{}]}"#
        #expect(String(decoding: writer.finish(), as: UTF8.self) == expected)
    }

    @Test("A value of another document is copied as it stands")
    func copies() throws {
        let document = try JSONDocument(parsing: Array(#"{"a": {"b": [1.0, "\u0041"]} }"#.utf8))
        var writer = JSONWriter()
        writer.beginArray()
        writer.value(try #require(document.root["a"]))
        writer.value(try #require(document.root["a"]?["b"]))
        writer.endArray()
        #expect(String(decoding: writer.finish(), as: UTF8.self) == #"[{"b": [1.0, "\u0041"]},[1.0, "\u0041"]]"#)
    }
}
