internal import JSON

/// A queue with what policies and arguments make of it.
struct ManagedQueue: Sendable {
    /// Its name.
    let name: String
    /// The policy that applies; `nil` if none does.
    let policy: String?
    /// Whether the broker has told yet which policy applies: it does so some seconds after the queue was made.
    var isSettled = true
    private let numbers: [String: Int]
    private let texts: [String: String]

    /// A queue with the settings that are in force.
    init(name: String, policy: String? = nil, numbers: [String: Int] = [:], texts: [String: String] = [:]) {
        self.name = name
        self.policy = policy
        self.numbers = numbers
        self.texts = texts
    }

    /// Reads the management API's answer; arguments (`x-delivery-limit`) count like policies (`delivery-limit`).
    init(name: String, _ json: JSONValue) {
        var numbers: [String: Int] = [:]
        var texts: [String: String] = [:]
        for (source, prefix) in [("arguments", "x-"), ("effective_policy_definition", "")] {
            guard let entries = json[source], entries.kind == .object else { continue }
            for entry in entries.members {
                guard entry.key.string.hasPrefix(prefix) else { continue }
                let key = String(entry.key.string.dropFirst(prefix.count))
                if let text = entry.value.string { texts[key] = text }
                if let digits = entry.value.numberText, let number = Int(String(decoding: digits, as: UTF8.self)) {
                    numbers[key] = number
                }
            }
        }
        self.init(name: name, policy: json["policy"]?.string, numbers: numbers, texts: texts)
        self.isSettled = json["effective_policy_definition"] != nil
    }

    /// A setting that is a number, such as `message-ttl`.
    func number(_ key: String) -> Int? { self.numbers[key] }
    /// A setting that is a name or a word, such as `dead-letter-exchange`.
    func text(_ key: String) -> String? { self.texts[key] }
}
