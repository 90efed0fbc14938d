/// The flags of `matches` and `replace`.
struct PatternFlags: Sendable {
    /// `s`: the dot takes line ends too.
    var dotTakesLineEnds = false
    /// `m`: `^` and `$` also stand at line ends.
    var isMultiline = false
    /// `i`: upper and lower case are the same.
    var ignoresCase = false
    /// `x`: blanks in the pattern mean nothing.
    var skipsBlanks = false
    /// `q`: nothing in the pattern has a special meaning.
    var isLiteral = false

    /// From their letters; `nil` if one of them is no flag.
    init?(_ letters: String) {
        for letter in letters {
            switch letter {
            case "s": self.dotTakesLineEnds = true
            case "m": self.isMultiline = true
            case "i": self.ignoresCase = true
            case "x": self.skipsBlanks = true
            case "q": self.isLiteral = true
            default: return nil
            }
        }
    }
}
