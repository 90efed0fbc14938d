extension Operations {
    /// `value instance of type`.
    static func conforms(_ value: Value, _ type: ValueType) -> Bool {
        switch (value, type) {
        case (.null, .null): true
        case (.null, _): false
        case (_, .any): true
        case (.boolean, .boolean), (.number, .number), (.text, .text), (.date, .date), (.time, .time),
            (.dateTime, .dateTime), (.yearsMonths, .yearsMonthsDuration), (.daysTime, .daysTimeDuration):
            true
        case (.text(let text), .oneOf(let texts)): texts.contains(text)
        case (.list(let items), .list(let item)): items.allSatisfy { $0.isNull || self.conforms($0, item) }
        case (.context(let context), .context(let shape)):
            shape.fields.allSatisfy { field in
                context[field.name].map { $0.isNull || self.conforms($0, field.type) } ?? false
            }
        case (.range(let range), .range(let item)):
            [range.start, range.end].allSatisfy { $0.isNull || self.conforms($0, item) }
        case (.function(let function), .function(let parameters, let result)):
            self.conforms(function, parameters, result)
        default: false
        }
    }

    private static func conforms(_ function: FunctionValue, _ parameters: [ValueType], _ result: ValueType) -> Bool {
        guard case .literal = function.body else { return true }
        guard function.types.count == parameters.count else { return false }
        let accepted = zip(parameters, function.types).allSatisfy { $0.fits($1) }
        return accepted && function.result.fits(result)
    }

    /// A value as a parameter or variable of a type takes it: as it is, a list of one as its item, one item as a
    /// list, a date as its midnight; null if nothing helps.
    static func coerce(_ value: Value, _ type: ValueType) -> Value {
        if case .unknown = value { return value }
        if case .any = type { return value }
        if self.conforms(value, type) { return value }
        if case .list(let item) = type, !value.isNull, self.conforms(value, item) { return .list([value]) }
        if case .list(let items) = value, items.count == 1, let first = items.first, self.conforms(first, type) {
            return first
        }
        if case .date(let date) = value, case .dateTime = type { return .dateTime(date.atUTCMidnight) }
        return .null
    }
}

extension ValueType {
    /// Whether every value of this type is one of the other (10.3.2.9.2).
    func fits(_ other: ValueType) -> Bool {
        if self == other { return true }
        switch (self, other) {
        case (_, .any), (.null, _): return true
        case (.oneOf, .text): return true
        case (.oneOf(let own), .oneOf(let texts)): return own.allSatisfy { texts.contains($0) }
        case (.list(let left), .list(let right)), (.range(let left), .range(let right)): return left.fits(right)
        case (.context(let left), .context(let right)):
            return right.fields.allSatisfy { field in
                left.index(of: field.name).map { left.fields[$0].type.fits(field.type) } ?? false
            }
        case (.function(let left, let leftResult), .function(let right, let rightResult)):
            return left.count == right.count && zip(right, left).allSatisfy { $0.fits($1) }
                && leftResult.fits(rightResult)
        default: return false
        }
    }
}
