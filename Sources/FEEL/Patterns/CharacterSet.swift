/// A set of characters as a regular expression describes it.
indirect enum CharacterSet: Sendable {
    case range(Unicode.Scalar, Unicode.Scalar)
    /// One of the general categories, by the beginning of its short name, such as `L` or `Lu`.
    case category(String)
    case block(ClosedRange<UInt32>)
    case blank
    case digit
    case word
    case nameStart
    case namePart
    /// Anything but a line end.
    case notLineEnd
    case everything
    case union([CharacterSet])
    case not(CharacterSet)
    case difference(CharacterSet, CharacterSet)

    /// Whether the set has the character; `ignoringCase` also takes its other cases.
    func contains(_ scalar: Unicode.Scalar, ignoringCase: Bool) -> Bool {
        switch self {
        case .range(let first, let last):
            if first <= scalar, scalar <= last { return true }
            guard ignoringCase else { return false }
            if first == last { return Self.folded(first) == Self.folded(scalar) }
            return Self.variants(of: scalar).contains { first <= $0 && $0 <= last }
        case .category(let name): return scalar.properties.generalCategory.shortName.hasPrefix(name)
        case .block(let range): return range.contains(scalar.value)
        case .blank: return [0x20, 0x09, 0x0A, 0x0D].contains(scalar.value)
        case .digit: return scalar.properties.generalCategory == .decimalNumber
        case .word: return !["P", "Z", "C"].contains(scalar.properties.generalCategory.shortName.prefix(1))
        case .nameStart: return scalar == ":" || (scalar != "?" && Lexer.startsName(scalar))
        case .namePart:
            return [":", "-", "."].contains(scalar) || (scalar != "?" && Lexer.continuesName(scalar))
        case .notLineEnd: return scalar != "\n"
        case .everything: return true
        case .union(let sets): return sets.contains { $0.contains(scalar, ignoringCase: ignoringCase) }
        case .not(let set): return !set.contains(scalar, ignoringCase: ignoringCase)
        case .difference(let set, let without):
            return set.contains(scalar, ignoringCase: ignoringCase)
                && !without.contains(scalar, ignoringCase: ignoringCase)
        }
    }

    /// The same letter in its other cases; the Kelvin sign is also a `k` and a `K`.
    private static func variants(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let lower = self.single(scalar.properties.lowercaseMapping, or: scalar)
        let upper = self.single(scalar.properties.uppercaseMapping, or: scalar)
        return [
            lower, upper, self.single(lower.properties.uppercaseMapping, or: lower),
            self.single(upper.properties.lowercaseMapping, or: upper),
            self.single(scalar.properties.titlecaseMapping, or: scalar),
        ]
    }

    /// One letter for all its cases.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let upper = self.single(scalar.properties.uppercaseMapping, or: scalar)
        return self.single(upper.properties.lowercaseMapping, or: upper)
    }

    private static func single(_ mapping: String, or scalar: Unicode.Scalar) -> Unicode.Scalar {
        let scalars = mapping.unicodeScalars
        return scalars.count == 1 ? scalars.first ?? scalar : scalar
    }
}

extension Unicode.GeneralCategory {
    /// The two letters by which Unicode calls it.
    var shortName: String {
        switch self {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }
}
