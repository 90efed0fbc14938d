/// A rulebook that can't be used, with every fault found in it.
public struct RulebookFault: Error, Sendable, CustomStringConvertible {
    /// The faults, in the order of the file.
    public let diagnostics: [RulebookDiagnostic]

    /// All faults, one a paragraph.
    public var description: String {
        self.diagnostics.map(\.description).joined(separator: "\n")
    }
}

extension RulebookFault {
    /// A file that can't be used as a whole, because it can't be read, say.
    public init(file: String, problem: String) {
        self.init(diagnostics: [.fault(file, problem)])
    }
}
