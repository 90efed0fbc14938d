/// What an audit found, bounded: where all is wrong, a thousand sentences say so as well as a million.
struct ProblemList: Sendable {
    private var first: [String] = []
    private var count = 0
    private static let limit = 1_000

    /// The first thousand, and how many more there are.
    var sentences: [String] {
        let more = self.count - self.first.count
        return more > 0 ? self.first + ["and \(more) more of this kind"] : self.first
    }

    mutating func add(_ sentence: String) {
        self.count += 1
        if self.first.count < Self.limit { self.first.append(sentence) }
    }
}
