import FEEL

/// What `rebated feel repl` answers to each line that is typed.
public struct FEELDialogue: Sendable {
    /// What to do with a line.
    public enum Reply: Sendable, Equatable {
        /// Results, and remarks that stand apart from them.
        case say(output: String, notes: [String])
        /// Facts are wanted from this file; ``load(facts:from:)`` takes them.
        case readFacts(path: String)
        /// The person is done.
        case quit
    }

    private var session = FEELSession()

    /// A dialogue without facts.
    public init() {}

    private static let help = """
        An expression is evaluated. Besides there are
          :type EXPR    the type of an expression
          :facts FILE   take the facts from a JSON object; without FILE: name them
          :help         this
          :quit         end (also Ctrl-D)
        """

    /// The answer to a line.
    public func reply(to line: String) -> Reply {
        let text = Self.trimmed(line[...])
        guard text.hasPrefix(":") else {
            if text.isEmpty { return .say(output: "", notes: []) }
            return Self.say(self.session.evaluate(text))
        }
        let end = text.firstIndex(of: " ") ?? text.endIndex
        let rest = Self.trimmed(text[end...])
        switch text[..<end] {
        case ":quit", ":q": return .quit
        case ":help", ":h": return .say(output: Self.help, notes: [])
        case ":type", ":t":
            if rest.isEmpty { return .say(output: "", notes: [":type needs an expression"]) }
            return Self.say(self.session.type(of: rest))
        case ":facts" where rest.isEmpty: return self.listFacts()
        case ":facts": return .readFacts(path: rest)
        default: return .say(output: "", notes: ["there is no command \(text[..<end]); `:help` names them"])
        }
    }

    /// Takes the content of a file of facts.
    public mutating func load(facts bytes: [UInt8], from path: String) -> Reply {
        if let problem = self.session.load(facts: bytes) { return .say(output: "", notes: ["\(path): \(problem)"]) }
        return self.listFacts()
    }

    private func listFacts() -> Reply {
        let names = self.session.factNames
        return .say(output: names.isEmpty ? "no facts" : names.joined(separator: ", "), notes: [])
    }

    private static func say(_ answer: FEELSession.Answer) -> Reply { .say(output: answer.output, notes: answer.notes) }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
