import Messages
import Rulebook

extension Application {
    /// Whose limit of `scope` this application's line falls under.
    func limitKey(_ scope: LimitScope, line: Int) -> String {
        switch scope {
        case .line: "\(self.key.application)/\(self.lines[line].id)"
        case .customer: self.customerID
        case .home: self.siteID
        case .dwellingUnit: self.dwellingKey
        case .program: self.key.program
        }
    }

    /// Keeps `a/b` with unit `c` apart from `a` with unit `b/c`.
    static func escaped(_ part: String) -> String {
        guard part.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "%") }) else { return part }
        return part.reduce(into: "") { text, character in
            switch character {
            case "%": text += "%25"
            case "/": text += "%2F"
            default: text.append(character)
            }
        }
    }
}
