/// The name of a fact that a program declares, with where it stands.
///
/// One for all applications: what they say of the fact refers to it.
public final class FactName: Sendable, Equatable {
    /// Where a fact stands.
    public enum Place: Sendable, Equatable {
        /// In a section of the application: `customer`, `site`, `installer`, `project`.
        case section(String)
        /// In a line.
        case line
        /// In a unit of a line.
        case unit
    }

    /// Where it stands.
    public let place: Place
    /// The field's name.
    public let name: String

    /// The fact called `name` at `place`.
    public init(_ place: Place, _ name: String) {
        self.place = place
        self.name = name
    }

    /// Whether both name the same fact.
    public static func == (left: FactName, right: FactName) -> Bool {
        left === right || left.place == right.place && left.name == right.name
    }
}
