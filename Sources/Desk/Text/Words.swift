public import Ledger
public import Messages

extension ApplicationStatus {
    /// The status as a person says it.
    public var spoken: String { self.rawValue.replacing("_", with: " ") }
}

extension LineStatus {
    /// The status as a person says it.
    public var spoken: String { self.rawValue.replacing("_", with: " ") }
}

extension FindingResult {
    /// The result as a heading over findings.
    public var heading: String {
        switch self {
        case .met: "Met"
        case .notMet: "Not met"
        case .unknown: "Not known yet"
        case .review: "For a person to decide"
        }
    }
}

extension ReviewOutcome.Verdict {
    /// What a reviewer does, as a button or a menu says it.
    public var spoken: String {
        switch self {
        case .approve: "Approve"
        case .deny: "Deny"
        case .requestInformation: "Request information"
        }
    }

    /// What a reviewer did, in a sentence about them.
    public var past: String {
        switch self {
        case .approve: "approved it"
        case .deny: "denied it"
        case .requestInformation: "asked for information"
        }
    }
}

extension TaskRecord.State {
    /// The state as a person says it.
    public var spoken: String {
        switch self {
        case .open: "open"
        case .completed: "answered"
        case .superseded: "superseded by a higher revision"
        case .withdrawn: "ended by the application's withdrawal"
        }
    }
}

extension Cents {
    /// The amount as a person writes it: `$5,880.00`.
    public var dollars: String {
        let text = self.description
        let isNegative = text.hasPrefix("-")
        return "\(isNegative ? "−" : "")$\(String(text.drop { $0 == "-" }).grouped)"
    }
}

extension String {
    /// Plain digits with a comma between thousands; other text as it is.
    var grouped: String {
        let isNegative = self.hasPrefix("-")
        let digits = self.drop { $0 == "-" }.prefix { $0 != "." }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return self }
        var grouped = isNegative ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { grouped += "," }
            grouped.append(digit)
        }
        return grouped + self.drop { $0 == "-" }.dropFirst(digits.count)
    }
}

extension String {
    /// Over what a limit adds up, in words.
    public var limitScope: String {
        switch self {
        case "line": "for the line"
        case "customer": "for the customer"
        case "home": "for the home"
        case "dwelling_unit": "for the dwelling unit"
        case "program": "for the program"
        default: self.replacing("_", with: " ")
        }
    }
}
