public import Rulebook

/// Where a fact stands: its path in a message taken apart.
public struct FactPlace: Sendable, Equatable {
    /// In which part of an application.
    public let home: FactHome
    /// Its name; `units` for the units of a line as a whole.
    public let name: String
    /// The place of its line among the application's, from 0.
    public let line: Int?
    /// The place of its unit among the line's, from 0.
    public let unit: Int?

    /// Takes a path such as `measures[0].units[1].seer` apart; `nil` if it is none of a fact.
    public init?(_ path: String) {
        let parts = path.split(separator: ".").map(String.init)
        guard let first = parts.first, let name = parts.last, parts.count > 1 else { return nil }
        self.name = name
        guard let line = Self.index(first, "measures") else {
            guard let home = FactHome(rawValue: first), home != .line, home != .unit else { return nil }
            (self.home, self.line, self.unit) = (home, nil, nil)
            return
        }
        self.line = line
        self.unit = parts.count > 2 ? Self.index(parts[1], "units") : nil
        self.home = self.unit == nil ? .line : .unit
    }

    private static func index(_ part: String, _ name: String) -> Int? {
        guard part.hasPrefix("\(name)["), part.hasSuffix("]") else { return nil }
        return Int(part.dropFirst(name.utf8.count + 1).dropLast())
    }

    /// What the rulebook declares at that place.
    public func declaration(in facts: FactCatalog?) -> FactDeclaration? {
        guard let section = facts?[self.home], let index = section.index(of: self.name) else { return nil }
        return section.facts[index]
    }

    /// Where it stands, for people: `unit 2 of line m1`, `site`.
    ///
    /// - Parameter lines: The ids of the application's lines.
    public func words(lines: [String]) -> String {
        guard let line else { return self.home.rawValue }
        let name = lines.indices.contains(line) ? lines[line] : "\(line + 1)"
        return self.unit.map { "unit \($0 + 1) of line \(name)" } ?? "line \(name)"
    }
}
