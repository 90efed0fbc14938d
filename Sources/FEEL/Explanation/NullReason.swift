/// Why an evaluation gave null, with the place where the null came up first.
public struct NullReason: Sendable, Hashable {
    /// What kind of cause it was.
    public enum Kind: Sendable, Hashable {
        /// `null` stands there.
        case stated
        /// A variable is null.
        case fact
        /// A context lacks an entry, or the entry is null.
        case entry
        /// A list has no item at a position, or the item is null.
        case item
        /// Something was divided by zero.
        case divisionByZero
        /// Values of these kinds can't be computed or compared with each other.
        case kinds
        /// A function has no result for its arguments.
        case arguments
        /// The evaluation was cut short because it took too many steps.
        case steps
    }

    /// What kind of cause it was.
    public let kind: Kind
    private let place: Diagnostic

    init(_ kind: Kind, _ message: String, _ span: Span, in source: String) {
        self.kind = kind
        self.place = Diagnostic(.warning, message, span, in: source)
    }

    /// What happened, in words.
    public var message: String { self.place.message }
    /// The line within the source, from 1.
    public var line: Int { self.place.line }
    /// The column within the line, in characters from 1.
    public var column: Int { self.place.column }
    /// How many characters of the line it concerns, at least 1.
    public var length: Int { self.place.length }

    /// The message with its line and a caret below the place.
    ///
    /// - Parameter source: The expression that was compiled.
    public func rendered(source: String) -> String { self.place.rendered(source: source, as: "null") }
}
