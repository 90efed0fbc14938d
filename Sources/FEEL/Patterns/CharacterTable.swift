/// A set of characters with the answers for ASCII at hand, a bit for each.
final class CharacterTable: Sendable {
    private let ascii: UInt128
    private let set: CharacterSet
    private let ignoresCase: Bool

    init(_ set: CharacterSet, ignoringCase: Bool) {
        var ascii: UInt128 = 0
        for code in UInt8(0)..<128 where set.contains(Unicode.Scalar(code), ignoringCase: ignoringCase) {
            ascii |= 1 << UInt128(code)
        }
        self.ascii = ascii
        self.set = set
        self.ignoresCase = ignoringCase
    }

    /// Whether the set has the character.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return self.ascii >> UInt128(scalar.value) & 1 == 1 }
        return self.set.contains(scalar, ignoringCase: self.ignoresCase)
    }
}
