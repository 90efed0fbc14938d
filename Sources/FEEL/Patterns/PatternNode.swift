/// A part of a regular expression.
indirect enum PatternNode {
    case empty
    case set(CharacterSet)
    case sequence([PatternNode])
    case choice([PatternNode])
    case group(PatternNode, index: Int?)
    case repetition(PatternNode, least: Int, most: Int?, isGreedy: Bool)
    case reference(Int)
    case start
    case end

    /// Whether it can match without taking a character.
    var canBeEmpty: Bool {
        switch self {
        case .empty, .start, .end, .reference: true
        case .set: false
        case .sequence(let parts): parts.allSatisfy(\.canBeEmpty)
        case .choice(let parts): parts.contains(where: \.canBeEmpty)
        case .group(let inner, _): inner.canBeEmpty
        case .repetition(let inner, let least, _, _): least == 0 || inner.canBeEmpty
        }
    }
}
