/// Dead letters by their reason: how many, since when, and a few of each.
///
/// Its size does not grow with their number.
public struct DeadLetterGroups: Sendable {
    /// All letters of one reason.
    public struct Group: Sendable {
        /// The reason.
        public let reason: String
        /// How many there are.
        public fileprivate(set) var count = 0
        /// When the first was set aside, RFC 3339; `nil` where none tells.
        public fileprivate(set) var oldest: String?
        /// When the last was set aside, RFC 3339; `nil` where none tells.
        public fileprivate(set) var newest: String?
        /// How many there are by program.
        public fileprivate(set) var programs: [String: Int] = [:]
        /// The first of them.
        public fileprivate(set) var examples: [DeadLetter] = []
    }

    /// How many letters of a reason are kept to be shown.
    public let examples: Int
    /// How many letters there are.
    public private(set) var count = 0
    private var groups: [String: Group] = [:]
    /// Reasons and programs are written by others; what is counted apart has an end.
    private static let bound = 100

    /// No letters yet.
    public init(examples: Int) {
        self.examples = examples
    }

    /// The groups, the largest first.
    public var sorted: [Group] {
        self.groups.values.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }

    /// Counts a letter.
    public mutating func add(_ letter: DeadLetter) {
        self.count += 1
        let isKnown = self.groups[letter.reason] != nil || self.groups.count < Self.bound
        let reason = isKnown ? letter.reason : "other"
        var group = self.groups[reason] ?? Group(reason: reason)
        group.count += 1
        if let at = letter.at {
            // RFC 3339 in UTC to the second: the order of the texts is the order in time.
            group.oldest = min(group.oldest ?? at, at)
            group.newest = max(group.newest ?? at, at)
        }
        let isCounted = group.programs[letter.program] != nil || group.programs.count < Self.bound
        group.programs[isCounted ? letter.program : "other", default: 0] += 1
        if group.examples.count < self.examples { group.examples.append(letter) }
        self.groups[reason] = group
    }
}
