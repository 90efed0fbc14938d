import FEEL
import JSON
import Messages
import Rulebook

/// Reads one fact's value by its declared type.
struct FactReader {
    /// The value, `nil` where it is none or says nothing yet; why it is none is told among the problems.
    static func read(
        _ value: JSONValue,
        _ fact: FactDeclaration,
        type: FactType,
        path: () -> String,
        problems: inout ProblemList
    ) -> Value? {
        switch type {
        case .boolean:
            if let boolean = value.boolean { return .boolean(boolean) }
            problems.add(path(), "must be true or false")
        case .integer, .number:
            return self.number(value, fact, isInteger: type == .integer, path: path, problems: &problems)
        case .money:
            guard let cents = NumberReader.money(value) else {
                problems.add(
                    path(),
                    "must be an amount of dollars, not negative, with two decimals, such as \"1234.50\""
                )
                return nil
            }
            return self.bounded(Number(unscaled: cents.count, scale: 2), fact, path: path, problems: &problems)
        case .date:
            if let date = self.date(value) { return .date(date) }
            problems.add(path(), "must be a date of the calendar, YYYY-MM-DD")
        case .text:
            if let text = value.string { return .text(text) }
            problems.add(path(), "must be text")
        case .oneOf(let allowed):
            // The declared text stands for the stated one, which needs no string of its own.
            if let text = allowed.first(where: { value.equals($0) }) {
                return text == fact.unknownIf ? nil : .text(text)
            }
            problems.add(path(), "must be one of \(allowed.joined(separator: ", "))")
        case .address:
            return AddressReader.read(value, path: path, problems: &problems)
        }
        return nil
    }

    /// A date as the contract writes it: four digits of year, and a day that exists.
    static func date(_ value: JSONValue) -> CalendarDate? {
        guard let text = value.string, text.utf8.count == 10, text.utf8.first != UInt8(ascii: "-") else { return nil }
        return CalendarDate(text)
    }

    private static func number(
        _ value: JSONValue,
        _ fact: FactDeclaration,
        isInteger: Bool,
        path: () -> String,
        problems: inout ProblemList
    ) -> Value? {
        do throws(NumberReader.Refusal) {
            let number = try NumberReader.number(value)
            if isInteger, !number.isInteger {
                problems.add(path(), "must be a whole number")
            } else {
                return self.bounded(number, fact, path: path, problems: &problems)
            }
        } catch {
            switch error {
            case .notANumber: problems.add(path(), isInteger ? "must be a whole number" : "must be a number")
            case .tooLarge: problems.add(path(), "is too large a number")
            case .tooManyDigits: problems.add(path(), "has more digits than can be kept exactly (34)")
            }
        }
        return nil
    }

    /// The number, where it keeps the bounds that the rulebook declares.
    private static func bounded(
        _ number: Number,
        _ fact: FactDeclaration,
        path: () -> String,
        problems: inout ProblemList
    ) -> Value? {
        if let least = fact.atLeast, number < least {
            problems.add(path(), least.isZero ? "must not be negative" : "must be at least \(least)")
        } else if let bound = fact.above, !(bound < number) {
            problems.add(path(), "must be above \(bound)")
        } else {
            return .number(number)
        }
        return nil
    }
}
