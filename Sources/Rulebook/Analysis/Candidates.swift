import FEEL

/// The few values that stand for all values of a fact.
enum Candidates {
    /// A text that no literal is; it stands for every other one.
    private static let otherText = "another"

    /// The values that stand for those of `fact` on lines of `measures`; `nil` for a type that has too many kinds.
    static func values(
        _ fact: FactDeclaration,
        measures: [Measure],
        numbers: Set<Number>,
        texts: Set<String>
    ) -> [Value]? {
        let types = measures.isEmpty ? [fact.type] : measures.map { fact.type(on: $0.id) }
        guard let type = types.first else { return nil }
        if types.contains(.text) { return types.allSatisfy(\.isText) ? self.texts(texts) : nil }
        if types.allSatisfy(\.isText) {
            var seen: Set<String> = []
            return types.flatMap(\.choices).filter { $0 != fact.unknownIf && seen.insert($0).inserted }
                .map { .text($0) }
        }
        guard types.allSatisfy({ $0 == type }) else { return nil }
        switch type {
        case .boolean: return [.boolean(true), .boolean(false)]
        case .integer: return self.numbers(numbers, step: Number(1), fact.atLeast, fact.above, wholeOnly: true)
        case .money: return self.numbers(numbers, step: Number(unscaled: 1, scale: 2), fact.atLeast, fact.above)
        case .number: return self.numbers(numbers, step: self.step(numbers), fact.atLeast, fact.above)
        case .date, .address, .text, .oneOf: return nil
        }
    }

    /// The values that stand for those of a derived value of `type`.
    static func values(_ type: ValueType, numbers: Set<Number>, texts: Set<String>) -> [Value]? {
        switch type {
        case .boolean: [.boolean(true), .boolean(false)]
        case .number: self.numbers(numbers, step: self.step(numbers), nil, nil)
        case .text: self.texts(texts)
        case .oneOf(let values): values.map { .text($0) }
        default: nil
        }
    }

    private static func texts(_ literals: Set<String>) -> [Value] {
        let other = (literals.max { $0.count < $1.count } ?? "") + self.otherText
        return (literals.sorted() + [literals.isEmpty ? self.otherText : other]).map { .text($0) }
    }

    /// A step that is smaller than the distance of any two literals, and as round as can be.
    private static func step(_ literals: Set<Number>) -> Number {
        let sorted = literals.sorted()
        let isCoarse = zip(sorted, sorted.dropFirst()).allSatisfy { Number(1) < $1 - $0 }
        if isCoarse, sorted.allSatisfy({ $0.isInteger && Number(999) < $0.magnitude }), !sorted.isEmpty {
            return Number(1)
        }
        let scale = (0...30).first { scale in sorted.allSatisfy { $0.rounded(scale: scale, .down) == $0 } } ?? 30
        return Number(unscaled: 1, scale: scale + 1)
    }

    /// Each literal with its neighbours, within the bounds.
    private static func numbers(
        _ literals: Set<Number>,
        step: Number,
        _ least: Number?,
        _ above: Number?,
        wholeOnly: Bool = false
    ) -> [Value] {
        var values = Set(literals.flatMap { [$0 - step, $0, $0 + step] })
        if wholeOnly {
            values = Set(
                literals.flatMap { literal in
                    let floor = literal.rounded(scale: 0, .floor)
                    return [floor - step, floor, floor + step, floor + step + step]
                }
            )
        }
        if let least { values.insert(least) }
        if let above { values.insert(above + step) }
        if values.isEmpty { values = [Number(1)] }
        let kept = values.filter { value in
            if let least, value < least { return false }
            if let above, !(above < value) { return false }
            return true
        }
        return kept.sorted().map { .number($0) }
    }
}

extension FactType {
    /// The texts that it lists; none for other types.
    fileprivate var choices: [String] {
        if case .oneOf(let values) = self { return values }
        return []
    }

    /// Whether its values are texts.
    fileprivate var isText: Bool { self == .text || !self.choices.isEmpty }
}
