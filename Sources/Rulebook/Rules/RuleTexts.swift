public import FEEL
public import Messages

/// What findings of one rule say, for each way that it can end: made at once where the sentence has no values in it.
public final class RuleTexts: Sendable {
    private let rule: String
    private let cite: String
    private let messages: RuleMessages
    private let met: FindingText?
    private let notMet: FindingText?
    private let unknown: FindingText?
    private let review: FindingText?

    init(rule: String, cite: String, messages: RuleMessages) {
        func constant(_ result: FindingResult, _ message: MessageTemplate) -> FindingText? {
            message.constant.map {
                FindingText(rule: rule, result: result, message: $0, cite: cite, isShared: true)
            }
        }
        self.rule = rule
        self.cite = cite
        self.messages = messages
        self.met = constant(.met, messages.met)
        self.notMet = constant(.notMet, messages.notMet)
        self.unknown = constant(.unknown, messages.unknown)
        self.review = constant(.review, messages.review)
    }

    /// The text for `result`, with the values that `frame` holds.
    public func text(_ result: FindingResult, _ frame: inout Frame) -> FindingText {
        switch result {
        case .met: self.met ?? self.text(result, self.messages.met.render(&frame))
        case .notMet: self.notMet ?? self.text(result, self.messages.notMet.render(&frame))
        case .unknown: self.unknown ?? self.text(result, self.messages.unknown.render(&frame))
        case .review: self.review ?? self.text(result, self.messages.review.render(&frame))
        }
    }

    /// The text for `result` with a sentence of its own, such as a reviewer's.
    public func text(_ result: FindingResult, _ message: String) -> FindingText {
        FindingText(rule: self.rule, result: result, message: message, cite: self.cite)
    }
}
