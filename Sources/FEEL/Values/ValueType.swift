/// What is known about a value before it is there.
public indirect enum ValueType: Sendable, Equatable {
    /// Nothing is known.
    case any
    /// Only null.
    case null
    /// True or false.
    case boolean
    /// A number.
    case number
    /// A string.
    case text
    /// A date.
    case date
    /// A time of day.
    case time
    /// A date and time.
    case dateTime
    /// A duration in years and months.
    case yearsMonthsDuration
    /// A duration in days and smaller units.
    case daysTimeDuration
    /// A list whose items have a type.
    case list(ValueType)
    /// A context with these entries.
    case context(Shape)
    /// A range of values of a type.
    case range(ValueType)
    /// A function.
    case function(parameters: [ValueType], result: ValueType)
    /// A string that is one of these.
    case oneOf([String])

    /// Whether both say the same.
    public static func == (lhs: ValueType, rhs: ValueType) -> Bool {
        switch (lhs, rhs) {
        case (.any, .any), (.null, .null), (.boolean, .boolean), (.number, .number), (.text, .text), (.date, .date),
            (.time, .time), (.dateTime, .dateTime), (.yearsMonthsDuration, .yearsMonthsDuration),
            (.daysTimeDuration, .daysTimeDuration):
            return true
        case (.list(let left), .list(let right)), (.range(let left), .range(let right)):
            return left == right
        case (.context(let left), .context(let right)):
            if left === right { return true }
            return left.fields.count == right.fields.count
                && zip(left.fields, right.fields).allSatisfy { $0.name == $1.name && $0.type == $1.type }
        case (.function(let left, let leftResult), .function(let right, let rightResult)):
            return left == right && leftResult == rightResult
        case (.oneOf(let left), .oneOf(let right)):
            return left == right
        default:
            return false
        }
    }

    /// The type that covers both.
    func joined(_ other: ValueType) -> ValueType {
        if self == other { return self }
        switch (self, other) {
        case (.null, _): return other
        case (_, .null): return self
        case (.text, .oneOf), (.oneOf, .text): return .text
        case (.oneOf(let left), .oneOf(let right)):
            // Long lists of texts are not worth following.
            let all = left + right.filter { !left.contains($0) }
            return all.count > 64 ? .text : .oneOf(all)
        case (.list(let left), .list(let right)): return .list(left.joined(right))
        case (.range(let left), .range(let right)): return .range(left.joined(right))
        default: return .any
        }
    }
}

extension ValueType: CustomStringConvertible {
    /// The type as the language writes it, such as `list<number>`.
    public var description: String {
        switch self {
        case .any: "Any"
        case .null: "Null"
        case .boolean: "boolean"
        case .number: "number"
        case .text: "string"
        case .date: "date"
        case .time: "time"
        case .dateTime: "date and time"
        case .yearsMonthsDuration: "years and months duration"
        case .daysTimeDuration: "days and time duration"
        case .list(let item): "list<\(item)>"
        case .context(let shape):
            if shape.name.isEmpty {
                "context<\(shape.fields.map { "\($0.name): \($0.type)" }.joined(separator: ", "))>"
            } else {
                shape.name
            }
        case .range(let item): "range<\(item)>"
        case .function(let parameters, let result):
            "function<\(parameters.map(\.description).joined(separator: ", "))>->\(result)"
        case .oneOf: "string"
        }
    }
}

extension ValueType {
    /// What is known of a value that is there; of null or an unknown value nothing.
    public init(of value: Value) {
        switch value {
        case .null, .unknown: self = .any
        case .text: self = .text
        case .list(let items):
            let types = items.map { ValueType(of: $0) }
            guard let first = types.first else {
                self = .list(.any)
                return
            }
            self = .list(types.dropFirst().reduce(first) { $0 == $1 ? $0 : .any })
        default: self = Checker.type(of: value)
        }
    }
}
