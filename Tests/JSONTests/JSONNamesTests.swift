import JSON
import Testing

@Suite("Names that keys are looked up by")
struct JSONNamesTests {
    /// The places of an object's keys, -1 for one that is no name.
    private func places(_ json: String, _ names: [String]) throws -> [Int] {
        let names = JSONNames(names)
        var places: [Int] = []
        try JSONDocument(parsing: Array(json.utf8)).root
            .forEachMember { key, _ in
                places.append(key.place(in: names) ?? -1)
            }
        return places
    }

    @Test func everyNameIsFoundAndNoOther() throws {
        let names = (0..<200).map { "name_\($0)" } + ["", "é", "a\"b", "x"]
        let keys = names.enumerated().map { #"\#(Key.quoted($1)):\#($0)"# }.joined(separator: ",")
        #expect(try self.places("{\(keys)}", names) == Array(names.indices))
        #expect(try self.places(#"{"name_":1,"name_200":2,"e":3,"X":4}"#, names) == [-1, -1, -1, -1])
    }

    @Test func escapedKeysAreTheSameNames() throws {
        #expect(try self.places(#"{"\u0061b":1,"a\u0062c":2}"#, ["ab", "abc"]) == [0, 1])
    }

    @Test func theFirstOfEqualNamesCounts() throws {
        #expect(try self.places(#"{"a":1,"b":2}"#, ["b", "a", "a", "b"]) == [1, 0])
    }

    @Test func noNamesHaveNoPlace() throws {
        #expect(try self.places(#"{"a":1,"":2}"#, []) == [-1, -1])
    }

    @Test func whatIsNoObjectHasNoMembers() throws {
        for json in ["[1,2]", "7", #""text""#, "null"] {
            #expect(try self.places(json, ["a"]).isEmpty)
        }
    }
}

/// Keys as JSON writes them.
private enum Key {
    static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.value(text)
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}
