/// Why a file can't be read as a workbook or as comma-separated values, or why one can't be written.
public struct WorkbookError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where, as far as it is known: a cell such as `Measures!C7`, a part of the file, a line; else empty.
    public let place: String
    /// What is wrong, in words.
    public let problem: String

    /// A problem at a place.
    public init(_ problem: String, at place: String = "") {
        self.place = place
        self.problem = problem
    }

    /// Place and problem in one sentence.
    public var description: String { self.place.isEmpty ? self.problem : "\(self.place): \(self.problem)" }
}
