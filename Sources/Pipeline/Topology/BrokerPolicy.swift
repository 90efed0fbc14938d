/// A RabbitMQ policy: settings that the broker applies to every queue whose name matches.
public struct BrokerPolicy: Sendable, Equatable {
    /// A setting's value.
    public enum Value: Sendable, Equatable {
        /// A name or a word.
        case text(String)
        /// A count or milliseconds.
        case number(Int)
    }

    /// One setting.
    public struct Entry: Sendable, Equatable {
        /// The setting's name, such as `delivery-limit`.
        public let key: String
        /// Its value.
        public let value: Value
    }

    /// The policy's name.
    public let name: String
    /// A regular expression over queue names.
    public let pattern: String
    /// What it sets.
    public let definition: [Entry]

    /// Describes a policy.
    public init(name: String, pattern: String, definition: [(String, Value)]) {
        self.name = name
        self.pattern = pattern
        self.definition = definition.map { Entry(key: $0.0, value: $0.1) }
    }
}
