public import FEEL

/// One program in one edition: every rule, compiled and checked.
public final class Rulebook: Sendable {
    /// The program's id, such as `efficiency-works`.
    public let program: String
    /// The edition's name.
    public let edition: String
    /// `sha256:` and the digest of the file's bytes in hexadecimal; it stands in every decision.
    public let digest: String
    /// The file's text, kept so that a decision can be made again.
    public let text: String
    /// The file's name, for messages.
    public let file: String
    /// The program's name, for people.
    public let title: String
    /// The published document that it renders.
    public let document: String
    /// What the ids of its rules start with.
    public let prefix: String
    /// The first day on which it is in force; `nil`: since ever.
    public let from: CalendarDate?
    /// The last day on which it is in force; `nil`: until further notice.
    public let until: CalendarDate?
    /// Its facts.
    public let facts: FactCatalog
    /// The layout of `derived`.
    public let derivedShape: Shape
    /// Its derived values.
    public let derived: [Derived]
    /// The rules of the application as a whole.
    public let rules: [Rule]
    /// Its measures, in order.
    public let measures: [Measure]
    /// Its limits, in order.
    public let limits: [Limit]
    /// The budget's id and passage.
    public let budget: Budget
    /// How many places a frame needs for any of its expressions.
    public let frameSize: Int
    /// Whether any of its expressions can read the documents that were sent along.
    public let readsDocuments: Bool

    private let measureIndex: [String: Int]

    init(_ parts: Parts) {
        self.program = parts.program
        self.edition = parts.edition
        self.digest = parts.digest
        self.text = parts.text
        self.file = parts.file
        self.title = parts.title
        self.document = parts.document
        self.prefix = parts.prefix
        self.from = parts.from
        self.until = parts.until
        self.facts = parts.facts
        self.derivedShape = parts.derivedShape
        self.derived = parts.derived
        self.rules = parts.rules
        self.measures = parts.measures
        self.limits = parts.limits
        self.budget = parts.budget
        self.frameSize = parts.frameSize
        self.readsDocuments = parts.readsDocuments
        self.measureIndex = Dictionary(
            parts.measures.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What a rulebook is made of, while it is put together.
    struct Parts {
        var program: String
        var edition: String
        var digest: String
        var text: String
        var file: String
        var title: String
        var document: String
        var prefix: String
        var from: CalendarDate?
        var until: CalendarDate?
        var facts: FactCatalog
        var derivedShape: Shape
        var derived: [Derived]
        var rules: [Rule]
        var measures: [Measure]
        var limits: [Limit]
        var budget: Budget
        var frameSize: Int
        var readsDocuments: Bool
    }

    /// The measure called `id`, `nil` if the program has none of that name.
    public func measure(_ id: String) -> Measure? {
        self.measureIndex[id].map { self.measures[$0] }
    }

    /// Whether an application submitted on `date` is judged by this edition.
    public func isInForce(on date: CalendarDate) -> Bool {
        if let from, date < from { return false }
        if let until, date > until { return false }
        return true
    }

    /// A frame that any of its expressions can be evaluated in.
    ///
    /// - Parameter values: What the first slots hold.
    public func makeFrame(_ values: [Value] = []) -> Frame {
        Frame(slots: self.frameSize, values: values)
    }
}
