internal import Glibc

/// Names that members of objects may have, to be found by a key's bytes: no string is made, and no name is tried in vain.
///
/// A class, and all characters in one array: a key is looked up with every member of every message, and each array that
/// is touched on the way counts references.
public final class JSONNames: Sendable {
    /// The characters of all names, one after the other.
    private let characters: [UInt8]
    /// Where among them each name ends.
    private let ends: [Int]
    /// The place of a name by its hash, -1 where there is none; twice as many as names, so that few share one.
    private let places: [Int]

    /// The names at their places; of one that stands twice the first counts.
    public init(_ names: [String]) {
        var characters: [UInt8] = []
        self.ends = names.map { name in
            characters.append(contentsOf: name.utf8)
            return characters.count
        }
        self.characters = characters
        var size = 4
        while size < names.count * 2 { size *= 2 }
        var places = [Int](repeating: -1, count: size)
        for (place, name) in names.enumerated() where names.firstIndex(of: name) == place {
            var slot = unsafe Array(name.utf8).withUnsafeBufferPointer { unsafe Self.hash($0) } & (size - 1)
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
        let start = place == 0 ? 0 : self.ends[place - 1]
        guard self.ends[place] - start == name.count else { return false }
        guard let key = name.baseAddress else { return true }
        return unsafe self.characters.withUnsafeBufferPointer { characters in
            unsafe characters.baseAddress.map { unsafe memcmp($0 + start, key, name.count) == 0 } ?? false
        }
    }

    /// Of the length, the first eight bytes and the last eight, which tell the names of one object apart.
    ///
    /// It need not be proof against chosen keys: the table holds the program's own names, whose number is fixed.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        let bytes = UnsafeRawBufferPointer(name)
        var ends: (first: UInt64, last: UInt64) = (0, 0)
        if bytes.count >= 8 {
            unsafe ends.first = bytes.loadUnaligned(as: UInt64.self)
            unsafe ends.last = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
        } else {
            for place in bytes.indices { ends.first = ends.first << 8 | (unsafe UInt64(bytes[place])) }
        }
        // The golden ratio's bits, and an odd number beside: what mixes is the product's upper half.
        let mixed = (ends.first ^ UInt64(bytes.count)) &* 0x9E37_79B9_7F4A_7C15 ^ ends.last &* 0xC2B2_AE3D_27D4_EB4F
        return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) >> 32)
    }
}

extension JSONKey {
    /// The place of this name among `names`; `nil` if it is none of them.
    public func place(in names: JSONNames) -> Int? {
        unsafe self.storage.withCharacters(at: self.index) { unsafe names.place(of: $0) }
    }
}
