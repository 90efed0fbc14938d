import FEEL
import JSON
import Messages
import Rulebook

extension SectionReader {
    /// The value that is stated of `fact`, by its declared type.
    ///
    /// - Returns: `nil` where it is none or says nothing yet; why it is none is told among the problems.
    func value(_ stated: JSONValue, of fact: FactDeclaration, _ problems: inout ProblemList) -> Value? {
        switch fact.typeByMeasure.isEmpty ? fact.type : fact.type(on: self.measure?.id ?? "") {
        case .boolean:
            if let boolean = stated.boolean { return .boolean(boolean) }
            problems.add(self.path(fact), "must be true or false")
        case .integer: return self.number(stated, fact, isInteger: true, &problems)
        case .number: return self.number(stated, fact, isInteger: false, &problems)
        case .money:
            if let cents = NumberReader.money(stated) {
                return self.bounded(Number(unscaled: cents.count, scale: 2), fact, &problems)
            }
            problems.add(
                self.path(fact),
                "must be an amount of dollars, not negative, with two decimals, such as \"1234.50\""
            )
        case .date:
            if let date = FactReader.date(stated) { return .date(date) }
            problems.add(self.path(fact), "must be a date of the calendar, YYYY-MM-DD")
        case .text:
            if let text = stated.string { return .text(text) }
            problems.add(self.path(fact), "must be text")
        case .oneOf(let allowed):
            // The declared text stands for the stated one, which needs no string of its own.
            if let text = allowed.first(where: { stated.equals($0) }) {
                return text == fact.unknownIf ? nil : .text(text)
            }
            problems.add(self.path(fact), "must be one of \(allowed.joined(separator: ", "))")
        case .address:
            return AddressReader.read(stated, path: { self.path(fact) }, problems: &problems)
        }
        return nil
    }

    private func path(_ fact: FactDeclaration) -> String {
        FactID.path(self.home, fact.name, line: self.line, unit: self.unit)
    }

    private func number(
        _ stated: JSONValue,
        _ fact: FactDeclaration,
        isInteger: Bool,
        _ problems: inout ProblemList
    ) -> Value? {
        do throws(NumberReader.Refusal) {
            let number = try NumberReader.number(stated)
            if !isInteger || number.isInteger { return self.bounded(number, fact, &problems) }
            problems.add(self.path(fact), "must be a whole number")
        } catch {
            switch error {
            case .notANumber: problems.add(self.path(fact), isInteger ? "must be a whole number" : "must be a number")
            case .tooLarge: problems.add(self.path(fact), "is too large a number")
            case .tooManyDigits: problems.add(self.path(fact), "has more digits than can be kept exactly (34)")
            }
        }
        return nil
    }

    /// The number, where it keeps the bounds that the rulebook declares.
    private func bounded(_ number: Number, _ fact: FactDeclaration, _ problems: inout ProblemList) -> Value? {
        if let least = fact.atLeast, number < least {
            problems.add(self.path(fact), least.isZero ? "must not be negative" : "must be at least \(least)")
        } else if let bound = fact.above, !(bound < number) {
            problems.add(self.path(fact), "must be above \(bound)")
        } else {
            return .number(number)
        }
        return nil
    }
}

/// Reads values that are no declared facts too.
enum FactReader {
    /// A date as the contract writes it: four digits of year, and a day that exists.
    static func date(_ value: JSONValue) -> CalendarDate? {
        guard let text = value.string, text.utf8.count == 10, text.utf8.first != UInt8(ascii: "-") else { return nil }
        return CalendarDate(text)
    }
}
