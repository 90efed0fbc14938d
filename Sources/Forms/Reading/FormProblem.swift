/// Something in a filled form that can't be taken.
public struct FormProblem: Sendable, Hashable, CustomStringConvertible {
    /// Where: a cell such as `Measures!C7 (line.cost)`, a row, a sheet; empty for the file itself.
    public let place: String
    /// What is wrong, in words.
    public let problem: String

    /// A problem at a place.
    public init(_ problem: String, at place: String) {
        self.place = place
        self.problem = problem
    }

    /// Both in one line.
    public var description: String { self.place.isEmpty ? self.problem : "\(self.place): \(self.problem)" }
}
