import JSON
import Testing

/// The same numbers in every run (SplitMix64).
struct FixedRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("No bytes crash the reader")
struct MutationTests {
    private static let seeds = [
        #"{"application":"A-1","revision":1,"measures":[{"id":"m1","cost":"14200.00","units":[{"seer":18.5e0,"ok":true}]}]}"#,
        #"[null,true,false,-0.0,1e400,"é€😀\u00e9\uD83D\uDE00\\\"\/",{},[],[[[[]]]],{"":{"":{}}}]"#,
        "\n\t [ 1 , 2 , 3 , { \"a\" : \"b\" } ] \r\n",
    ]
    private static let interesting: [UInt8] =
        Array("{}[]\",:\\u0eE+-.tfn \n\u{0}\u{1F}".utf8) + [0x80, 0xC3, 0xED, 0xFF]

    private func mutate(_ text: [UInt8], _ random: inout FixedRandom) -> [UInt8] {
        var bytes = text
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let byte = Self.interesting.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.insert(byte, at: place)
            case 1 where place < bytes.count: bytes[place] = byte
            case 2 where place < bytes.count: bytes.remove(at: place)
            case 3: bytes.removeSubrange(place...)
            default: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
            }
        }
        return bytes
    }

    /// Goes through everything a document offers.
    private func visit(_ value: JSONValue) -> Int {
        var seen = 1 + (value.string?.utf8.count ?? 0) + (value.numberText?.count ?? 0) + value.source.count
        for element in value.elements { seen += self.visit(element) }
        for (key, member) in value.members {
            seen += self.visit(member)
            #expect(value[key.string] != nil)
        }
        return seen
    }

    @Test("Mutated documents are read or refused, and what is read can be canonical", arguments: 1...4)
    func mutations(_ seed: UInt64) throws {
        var random = FixedRandom(state: seed)
        var accepted = 0
        for round in 0..<20_000 {
            let bytes = self.mutate(Array(Self.seeds[round % Self.seeds.count].utf8), &random)
            do throws(JSONError) {
                let document = try JSONDocument(parsing: bytes)
                accepted += 1
                _ = self.visit(document.root)
                let canon = canonical(document.root)
                #expect(canonical(try JSONDocument(parsing: canon).root) == canon)
            } catch {
                #expect(error.offset <= bytes.count && error.problem != .unreadable, "\(bytes)")
            }
        }
        #expect(accepted > 100)
    }

    @Test("Mutated streams come to an end", arguments: 1...4)
    func streams(_ seed: UInt64) {
        var random = FixedRandom(state: seed)
        for _ in 0..<2_000 {
            let text = Self.seeds.joined(separator: "\n")
            let bytes = self.mutate(Array(text.utf8), &random)
            var reader = JSONStreamReader()
            var items = 0
            for start in stride(from: 0, to: bytes.count, by: 13) {
                reader.append(bytes[start..<min(start + 13, bytes.count)])
                while reader.next() != nil { items += 1 }
            }
            reader.end()
            while reader.next() != nil { items += 1 }
            #expect(items <= bytes.count)
        }
    }
}
