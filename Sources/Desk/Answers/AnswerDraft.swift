public import Messages

/// An answer as a reviewer types it, before it is sent.
public struct AnswerDraft: Sendable, Equatable {
    /// A part of it that something can be wrong with.
    public enum Field: String, Sendable, CaseIterable {
        /// Which of the three.
        case outcome
        /// The amount.
        case amount
        /// The choice.
        case choice
        /// The note.
        case note
        /// Who answers.
        case reviewer
    }

    /// What is wrong with a field, and what would be right.
    public struct Fault: Error, Sendable, Equatable {
        /// The field.
        public let field: Field
        /// A sentence.
        public let text: String
    }

    /// All faults of a draft.
    public struct Faults: Error, Sendable, Equatable {
        /// The faults, in the order of the fields.
        public let faults: [Fault]

        /// What is wrong with one field; `nil` if nothing is.
        public subscript(field: Field) -> String? { self.faults.first { $0.field == field }?.text }
    }

    /// What is answered.
    public var verdict: ReviewOutcome.Verdict?
    /// What the applicant is told.
    public var note: String
    /// The amount as it was typed: `1234`, `1,234.50`, `$1,234.50`.
    public var amount: String
    /// One of the task's choices; blank for the suggested one.
    public var choice: String

    /// The longest note, in bytes of UTF-8.
    public static let longestNote = 10_000
    /// The longest name of a reviewer, in bytes of UTF-8: it is part of a routing key.
    public static let longestReviewer = 128

    /// A draft of its parts.
    public init(verdict: ReviewOutcome.Verdict? = nil, note: String = "", amount: String = "", choice: String = "") {
        self.verdict = verdict
        self.note = note
        self.amount = amount
        self.choice = choice
    }

    /// The outcome to send, or everything that is wrong: what passes here is what a worker takes for an open task.
    public func outcome(for task: TaskSummary, reviewer: String) -> Result<ReviewOutcome, Faults> {
        var faults: [Fault] = []
        if self.verdict == nil {
            faults.append(Fault(field: .outcome, text: "Choose approve, deny or request information."))
        }
        let amount = self.checkedAmount(task, &faults)
        let choice = self.checkedChoice(task, &faults)
        let note = Self.trimmed(self.note.harmlessLines)
        if note.utf8.count > Self.longestNote {
            faults.append(Fault(field: .note, text: "The note is too long: at most \(Self.longestNote) characters."))
        }
        if !Self.isReviewer(reviewer) {
            faults.append(Fault(field: .reviewer, text: "The reviewer’s name is missing, or too long."))
        }
        guard faults.isEmpty, let verdict else { return .failure(Faults(faults: faults)) }
        return .success(
            ReviewOutcome(
                task: task.task,
                verdict: verdict,
                reviewer: reviewer,
                note: note.isEmpty ? nil : note,
                amount: amount,
                choice: choice
            )
        )
    }

    /// What a careful reviewer would add; `nil` if nothing.
    public var advice: String? {
        guard let verdict, verdict != .approve, Self.trimmed(self.note).isEmpty else { return nil }
        return verdict == .deny
            ? "Without a note the applicant is not told why it was denied."
            : "Without a note the applicant is not told what to send."
    }

    private func checkedAmount(_ task: TaskSummary, _ faults: inout [Fault]) -> Cents? {
        let text = Self.trimmed(self.amount)
        if text.isEmpty {
            if task.setsAmount, self.verdict == .approve {
                faults.append(Fault(field: .amount, text: "An approval needs an amount, such as 1234.50."))
            }
            return nil
        }
        guard task.setsAmount else {
            faults.append(Fault(field: .amount, text: "The program’s rules set the amount; leave it out."))
            return nil
        }
        guard self.verdict == .approve else { return nil }
        if let cents = Self.cents(text) { return cents }
        let problem = "That is no amount of dollars with at most two decimals, such as 1234.50."
        faults.append(Fault(field: .amount, text: problem))
        return nil
    }

    private func checkedChoice(_ task: TaskSummary, _ faults: inout [Fault]) -> String? {
        let text = Self.trimmed(self.choice)
        guard self.verdict == .approve else { return nil }
        if text.isEmpty {
            if !task.choices.isEmpty, task.suggested == nil {
                faults.append(Fault(field: .choice, text: "Choose one of \(task.choices.joined(separator: ", "))."))
            }
            return nil
        }
        if task.choices.contains(text) { return text }
        let known = task.choices.joined(separator: ", ")
        let problem = task.choices.isEmpty ? "This task offers no choice; leave it out." : "Choose one of \(known)."
        faults.append(Fault(field: .choice, text: problem))
        return nil
    }

    /// An amount as people type it; `nil` for anything that could be read in two ways.
    static func cents(_ text: String) -> Cents? {
        var digits = text.hasPrefix("$") ? String(text.dropFirst()) : text
        if digits.contains(",") {
            let plain = digits.replacing(",", with: "")
            // Commas only between thousands.
            guard plain.grouped == digits else { return nil }
            digits = plain
        }
        return Cents(digits) ?? Cents(digits + ".00") ?? (digits.contains(".") ? Cents(digits + "0") : nil)
    }

    /// Whether a name can stand for a reviewer: not blank, not too long, without controls.
    public static func isReviewer(_ name: String) -> Bool {
        !Self.trimmed(name).isEmpty && name.utf8.count <= Self.longestReviewer && name == name.harmless
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { String(start[...$0]) } ?? ""
    }
}
