public import FEEL

/// What values a fact takes, as the contract reads them.
public enum FactType: Sendable, Equatable {
    /// `true` or `false`.
    case boolean
    /// A whole number that counts something: not negative.
    case integer
    /// An exact decimal number.
    case number
    /// US dollars with at most two decimals, not negative; a JSON string or number.
    case money
    /// A calendar date, `YYYY-MM-DD`.
    case date
    /// Any text.
    case text
    /// One of the listed texts.
    case oneOf([String])
    /// A postal address: line1, city, state, zip.
    case address

    /// The type that expressions see.
    public var valueType: ValueType {
        switch self {
        case .boolean: .boolean
        case .integer, .number, .money: .number
        case .date: .date
        case .text: .text
        case .oneOf(let values): .oneOf(values)
        case .address: .context(CommonFacts.addressShape)
        }
    }

    /// The type as a rulebook writes it, for messages.
    public var text: String {
        switch self {
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .money: "money"
        case .date: "date"
        case .text: "text"
        case .oneOf(let values): values.joined(separator: " | ")
        case .address: "address"
        }
    }
}
