/// Which dead letters are meant.
public struct DeadLetterFilter: Sendable, Equatable {
    /// Ids, or what they begin with; empty for any.
    public var ids: [String]
    /// Their reason; `nil` for any.
    public var reason: String?
    /// Their program; `nil` for any.
    public var program: String?

    /// A filter of all its parts; each part that is named narrows it.
    public init(ids: [String] = [], reason: String? = nil, program: String? = nil) {
        self.ids = ids
        self.reason = reason
        self.program = program
    }

    /// Whether the letter is meant.
    public func selects(_ letter: DeadLetter) -> Bool {
        (self.reason.map { $0 == letter.reason } ?? true) && (self.program.map { $0 == letter.program } ?? true)
            && (self.ids.isEmpty || self.ids.contains { letter.id.hasPrefix($0) })
    }

    /// Why an id can't be meant: too short, or not hexadecimal; `nil` if it can.
    public static func fault(_ id: String) -> String? {
        let isHex = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
            default: false
            }
        }
        guard isHex, (4...64).contains(id.utf8.count) else {
            return "“\(id.prefix(80))” is no id of a dead letter: 4 to 64 hexadecimal digits, as `list` shows them"
        }
        return nil
    }

    /// Beginnings of ids that several different letters share, of those that were found.
    public func ambiguous(_ found: Set<String>) -> [String] {
        self.ids.filter { id in found.count { $0.hasPrefix(id) } > 1 }
    }

    /// Ids that no letter has, of those that were found.
    public func missing(_ found: Set<String>) -> [String] {
        self.ids.filter { id in !found.contains { $0.hasPrefix(id) } }
    }
}
