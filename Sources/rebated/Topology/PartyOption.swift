internal import Messages
internal import Operations
internal import Pipeline

/// A party as it is named on the command line: `NAME` or `NAME=program,program`.
struct PartyOption {
    private let role: Party.Role
    private let name: String
    private let programs: [String]?

    private var option: String { "--\(self.role.rawValue)" }

    init(_ role: Party.Role, _ text: String) {
        self.role = role
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        self.name = String(parts.first ?? "")
        self.programs =
            parts.count == 2
            ? parts[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init) : nil
    }

    /// The party; `nil` for the portal `-`, which is nobody that could log in.
    func party(known: [String]) throws(SettingError) -> Party? {
        try Self.check(self.name, self.option)
        guard let programs else {
            return self.role == .portal && self.name == Names.nobody ? nil : Party(self.role, self.name)
        }
        switch self.role {
        case .worker, .operator:
            throw SettingError(source: self.option, problem: "“\(self.name)” has to do with all programs; name none")
        case .portal, .reviewer, .desk:
            for program in programs where !known.contains(program) {
                let problem = "“\(program)” is no known program; known are \(known.joined(separator: ", "))"
                throw SettingError(source: self.option, problem: problem)
            }
            return Party(self.role, self.name, programs: programs)
        }
    }

    /// Refuses what can't be a name.
    static func check(_ name: String, _ option: String) throws(SettingError) {
        guard !Self.isPlain(name) else { return }
        throw SettingError(source: option, problem: "“\(name)” may hold only letters, digits and . _ - @")
    }

    /// Names become words of binding patterns, where `*` and `#` would take other portals' decisions.
    static func isPlain(_ name: String) -> Bool {
        let marks = Set("._-@".utf8)
        return !name.isEmpty && name.utf8.count <= 64
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: marks.contains(byte)
                }
            }
    }
}
