internal import Messages

/// Walks a program's journal link by link and tells where it is not what was recorded.
///
/// Pure: fed in the order of the sequence, from the first link on, in as many pages as the caller likes.
public struct JournalCheck: Sendable {
    /// The program.
    public let program: String
    /// The sequence of the last link that was looked at.
    public private(set) var sequence: Int64 = 0
    /// What is wrong, in sentences: the first thousand, and how many more.
    public var problems: [String] { self.list.sentences }
    /// The hash that the next link has to follow.
    public private(set) var head = JournalLink.start
    private var list = ProblemList()
    /// Hashes that were noted earlier, by sequence: they must still be there.
    private let noted: [Int64: [UInt8]]

    /// A check of one program's journal.
    ///
    /// - Parameter noted: Hashes by sequence that an earlier check told; a journal that was written anew from the start
    ///   has others.
    public init(program: String, noted: [Int64: [UInt8]] = [:]) {
        self.program = program
        self.noted = noted
    }

    /// Looks at the next link.
    public mutating func look(at link: JournalLink) {
        if link.sequence != self.sequence + 1 {
            let first = self.sequence + 1
            self.find(
                first + 1 < link.sequence
                    ? "links \(first) to \(link.sequence - 1) are missing"
                    : "link \(first) is missing before link \(link.sequence)"
            )
        }
        if link.hash != link.hash(after: self.head) {
            self.find("link \(link.sequence) is not what was recorded\(Self.about(link))")
        }
        if let noted = self.noted[link.sequence], noted != link.hash {
            self.find("link \(link.sequence) had another hash when it was noted")
        }
        self.sequence = link.sequence
        self.head = link.hash
    }

    /// Says that no link follows, and compares the end with what the program's row says.
    public mutating func end(_ program: ProgramRecord) {
        if program.sequence != self.sequence || program.head != self.head {
            self.find(
                "the journal ends with link \(self.sequence), and should with link \(program.sequence)"
                    + (program.sequence == self.sequence ? " of another hash" : "")
            )
        }
        if let last = self.noted.keys.max(), last > self.sequence {
            self.find("link \(last) was noted earlier and is gone")
        }
    }

    /// Keeps what was found.
    mutating func find(_ problem: String) {
        self.list.add("\(self.program): \(problem)")
    }

    private static func about(_ link: JournalLink) -> String {
        switch link {
        case .decision(let decision, _):
            ": the decision \(decision.number) on \(decision.key.application), revision \(decision.revision)"
        case .budget: ": a change of the budget"
        }
    }
}
