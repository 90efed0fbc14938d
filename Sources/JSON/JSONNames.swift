/// Names that members of objects may have, to be found by a key's bytes: no string is made, and no name is tried in vain.
public struct JSONNames: Sendable {
    private let names: [[UInt8]]
    /// The place of a name by its hash, -1 where there is none; twice as many as names, so that few share one.
    private let places: [Int]

    /// The names at their places; of one that stands twice the first counts.
    public init(_ names: [String]) {
        self.names = names.map { Array($0.utf8) }
        var size = 4
        while size < names.count * 2 { size *= 2 }
        var places = [Int](repeating: -1, count: size)
        for (place, name) in self.names.enumerated() where self.names.firstIndex(of: name) == place {
            var slot = unsafe name.withUnsafeBufferPointer { unsafe Self.hash($0) } & (size - 1)
            while places[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            places[slot] = place
        }
        self.places = places
    }

    func place(of name: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = unsafe Self.hash(name) & (self.places.count - 1)
        while self.places[slot] >= 0 {
            let place = self.places[slot]
            if unsafe self.isName(place, name) { return place }
            slot = (slot + 1) & (self.places.count - 1)
        }
        return nil
    }

    private func isName(_ place: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let known = self.names[place]
        guard known.count == name.count else { return false }
        for index in 0..<known.count where unsafe known[index] != name[index] { return false }
        return true
    }

    /// Fowler, Noll and Vo's, of the last 32 bytes.
    ///
    /// It need not be proof against chosen keys: the table holds the program's own names, whose number is fixed.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in max(0, name.count - 32)..<name.count {
            hash = unsafe (hash ^ UInt64(name[index])) &* 0x100_0000_01B3
        }
        return Int(truncatingIfNeeded: hash >> 32)
    }
}

extension JSONKey {
    /// The place of this name among `names`; `nil` if it is none of them.
    public func place(in names: JSONNames) -> Int? {
        unsafe self.storage.withCharacters(at: self.index) { unsafe names.place(of: $0) }
    }
}
