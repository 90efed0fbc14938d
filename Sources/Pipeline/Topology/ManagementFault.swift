/// Why the management API could not be asked.
public struct ManagementFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// In words, without secrets.
    public let description: String

    init(_ description: String) { self.description = description }
}
