public import FEEL

/// A sentence with expressions in braces: `"The ratio is {round half up(100 * derived.ratio, 1)} %."`.
public struct MessageTemplate: Sendable {
    /// A piece of the sentence.
    public enum Segment: Sendable {
        /// Text as it stands.
        case text(String)
        /// A value that is read when the sentence is made; `nothing` where it is unknown.
        case value(CompiledExpression)
    }

    private let segments: [Segment]

    /// Makes a sentence of `segments`.
    public init(_ segments: [Segment]) {
        self.segments = segments
    }

    /// The sentence, where it has no expressions in it.
    public var constant: String? {
        guard self.segments.count == 1, case .text(let text) = self.segments[0] else { return nil }
        return text
    }

    /// The expressions in it.
    public var expressions: [CompiledExpression] {
        self.segments.compactMap { segment in
            switch segment {
            case .text: nil
            case .value(let expression): expression
            }
        }
    }

    /// The sentence, with the values that `frame` holds.
    public func render(_ frame: inout Frame) -> String {
        if let constant { return constant }
        var sentence = ""
        for segment in self.segments {
            switch segment {
            case .text(let text): sentence += text
            case .value(let expression): sentence += Self.plain(expression.evaluate(&frame))
            }
        }
        return sentence
    }

    private static func plain(_ value: Value) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): number.description
        case .boolean(let boolean): boolean ? "yes" : "no"
        case .date(let date): date.description
        case .null, .unknown: "(not stated)"
        case .list(let items): items.map(Self.plain).joined(separator: ", ")
        default: "\(value)"
        }
    }
}
