/// An application's identity: its id is unique within its program.
public struct ApplicationKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The program.
    public let program: String
    /// The application's id.
    public let application: String

    /// Names `application` of `program`.
    public init(program: String, application: String) {
        self.program = program
        self.application = application
    }

    /// `program/application`, as task ids begin.
    public var description: String { "\(self.program)/\(self.application)" }

    /// Orders by program, then by application, byte by byte.
    public static func < (left: ApplicationKey, right: ApplicationKey) -> Bool {
        (left.program, left.application) < (right.program, right.application)
    }
}
