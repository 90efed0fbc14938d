public import Messages
public import Rulebook

/// One line of an application: what it asks for and what it gets.
public struct LineOverview: Sendable, Equatable {
    /// The line's id.
    public let id: String
    /// Its measure's id.
    public let measure: String
    /// Its measure's name, for people.
    public let title: String
    /// The line as it was decided.
    public let decision: LineDecision

    /// The lines of a decision.
    public static func lines(of decision: Decision, rulebook: Rulebook?) -> [LineOverview] {
        decision.lines.map { line in
            LineOverview(
                id: line.id,
                measure: line.measure,
                title: rulebook?.measure(line.measure)?.title ?? line.measure,
                decision: line
            )
        }
    }

    /// The amount before limits, in words.
    public var calculated: String { self.decision.calculated?.dollars ?? "–" }

    /// What it gets, and how firm that is.
    public var awarded: String {
        let amount = self.decision.awarded.dollars
        return self.decision.status == .inReview && self.decision.awarded != .zero ? "\(amount) reserved" : amount
    }
}

extension LimitUse {
    /// What the limit does, in a sentence.
    public var sentence: String {
        let maximum = self.maximum.map { "at most \($0.dollars) " } ?? "no maximum "
        let used = "\(self.usedBefore.dollars) was used before"
        let cut = self.reducedBy == .zero ? "nothing is cut" : "it takes off \(self.reducedBy.dollars)"
        return "\(maximum)\(self.scope.limitScope); \(used); \(cut)"
    }
}
