public import FEEL
public import Messages

/// One fact that a program declares: its type, bounds, meaning and default.
public final class FactDeclaration: Sendable {
    /// The field's name, such as `neep_listed`.
    public let name: String
    /// Where it stands.
    public let home: FactHome
    /// Both, as findings tell them.
    public let fullName: FactName
    /// The values that it takes.
    public let type: FactType
    /// Narrower types on the lines of some measures, by measure.
    public let typeByMeasure: [String: FactType]
    /// The least value that is accepted (itself included), `nil` if there is none.
    public let atLeast: Number?
    /// A value that must be exceeded, `nil` if there is none.
    public let above: Number?
    /// What its amounts are counted in, such as `Btu/h` or `percent`; amounts of money are counted in dollars.
    public let unit: String?
    /// What it means, for people.
    public let meaning: String
    /// The value taken where the application states none; `nil`: it is then unknown.
    public let defaultValue: Value?
    /// A stated value that says nothing yet, such as `pending`: the fact is then unknown.
    public let unknownIf: String?
    /// Whether every program has it because the contract does (`cost`, `model`, `name`…).
    public let isCommon: Bool

    /// Makes a declaration; what is left out is unbounded, without default and the program's own.
    public init(
        name: String,
        home: FactHome,
        type: FactType,
        typeByMeasure: [String: FactType] = [:],
        atLeast: Number? = nil,
        above: Number? = nil,
        unit: String? = nil,
        meaning: String = "",
        defaultValue: Value? = nil,
        unknownIf: String? = nil,
        isCommon: Bool = false
    ) {
        self.name = name
        self.home = home
        self.fullName = FactName(home.place, name)
        self.type = type
        self.typeByMeasure = typeByMeasure
        self.atLeast = atLeast
        self.above = above
        self.unit = unit ?? (type == .money ? "dollars" : nil)
        self.meaning = meaning
        self.defaultValue = defaultValue
        self.unknownIf = unknownIf
        self.isCommon = isCommon
    }

    /// The type that holds on a line of `measure`.
    public func type(on measure: String) -> FactType {
        self.typeByMeasure[measure] ?? self.type
    }
}
