/// Why bytes are not the JSON that was asked for, and where.
public struct JSONError: Error, Sendable, Hashable {
    /// What is wrong.
    public let problem: JSONProblem
    /// The place, in bytes from the start.
    public let offset: Int
    /// The line, counted from 1.
    public let line: Int
    /// The character in the line, counted from 1.
    ///
    /// Bytes that are not UTF-8 count one each.
    public let column: Int
    /// The value at fault, such as `measures[0].cost`; empty for the document itself, or where it can't be told.
    public let path: String

    /// What is wrong, in words, without the place.
    public var message: String { self.problem.message }

    init(_ problem: JSONProblem, offset: Int, path: String = "", in bytes: borrowing Span<UInt8>) {
        self.problem = problem
        self.offset = offset
        self.path = path
        var line = 1
        var column = 1
        for index in 0..<min(offset, bytes.count) {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.line = line
        self.column = column
    }

    private init(_ problem: JSONProblem, offset: Int, line: Int, column: Int, path: String) {
        self.problem = problem
        self.offset = offset
        self.line = line
        self.column = column
        self.path = path
    }

    /// The same error for a document that begins further down, at the start of its own line or within one.
    func moved(byOffset offset: Int, lines: Int, columns: Int) -> JSONError {
        JSONError(
            self.problem,
            offset: self.offset + offset,
            line: self.line + lines,
            column: self.line == 1 ? self.column + columns : self.column,
            path: self.path
        )
    }
}

extension JSONError: CustomStringConvertible {
    /// One sentence: place, value, problem.
    ///
    /// Holds nothing of the document but names of members.
    public var description: String {
        let place = "line \(self.line), column \(self.column) (byte \(self.offset))"
        return self.path.isEmpty ? "\(place): \(self.message)" : "\(place), at \(self.path): \(self.message)"
    }
}
