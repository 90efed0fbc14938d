import Messages

/// The problems found while a message is read.
struct ProblemList {
    private(set) var problems: [Problem] = []

    /// More than this many are not told: a message of thousands of faults would make an answer larger than itself.
    static let most = 1000

    mutating func add(_ path: @autoclosure () -> String, _ problem: String) {
        if self.problems.count < Self.most { self.problems.append(Problem(path: path(), problem: problem)) }
    }

    var isEmpty: Bool { self.problems.isEmpty }
}
