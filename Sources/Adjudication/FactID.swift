import Rulebook

/// A fact of one application as a number: what an unknown value carries until somebody asks for its path.
///
/// Its bits: home (8), place in the home's section (16), line (16), unit (16). The units of a line as a whole, which
/// are unknown where a line has none, stand as a seventh home.
struct FactID: Hashable {
    let rawValue: UInt64

    private static let unitsHome: UInt64 = 6

    init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    init(_ reference: FactReference, line: Int = 0, unit: Int = 0) {
        self.init(home: Self.number(reference.home), index: reference.index, line: line, unit: unit)
    }

    static func units(of line: Int) -> FactID {
        FactID(home: Self.unitsHome, index: 0, line: line, unit: 0)
    }

    private init(home: UInt64, index: Int, line: Int, unit: Int) {
        self.rawValue = UInt64(line) << 48 | home << 40 | UInt64(unit) << 24 | UInt64(index)
    }

    private static func number(_ home: FactHome) -> UInt64 {
        switch home {
        case .customer: 0
        case .site: 1
        case .installer: 2
        case .project: 3
        case .line: 4
        case .unit: 5
        }
    }

    /// The path as messages write it: `measures[0].units[1].seer`.
    func path(_ facts: FactCatalog) -> String {
        let home = self.rawValue >> 40 & 0xFF
        let index = Int(self.rawValue & 0xFF_FFFF)
        let line = Int(self.rawValue >> 48)
        let unit = Int(self.rawValue >> 24 & 0xFFFF)
        switch home {
        case 0: return Self.path(.customer, facts.customer.facts[index].name)
        case 1: return Self.path(.site, facts.site.facts[index].name)
        case 2: return Self.path(.installer, facts.installer.facts[index].name)
        case 3: return Self.path(.project, facts.project.facts[index].name)
        case 4: return Self.path(.line, facts.line.facts[index].name, line: line)
        case 5: return Self.path(.unit, facts.unit.facts[index].name, line: line, unit: unit)
        default: return "measures[\(line)].units"
        }
    }

    /// The path of the fact called `name` at `home`.
    static func path(_ home: FactHome, _ name: String, line: Int = 0, unit: Int = 0) -> String {
        switch home {
        case .customer, .site, .installer, .project: "\(home.rawValue).\(name)"
        case .line: "measures[\(line)].\(name)"
        case .unit: "measures[\(line)].units[\(unit)].\(name)"
        }
    }
}
