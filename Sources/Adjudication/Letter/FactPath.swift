import Rulebook

/// A fact's path in a message, such as `measures[0].units[1].seer`.
struct FactPath {
    private let parts: [Substring]

    init(_ path: String) {
        self.parts = path.split(separator: ".")
    }

    /// What the fact means, as its rulebook says; `nil` where that isn't known.
    func meaning(_ facts: FactCatalog?) -> String? {
        guard let name = self.parts.last.map(String.init) else { return nil }
        if name == "units" { return "the units of this line" }
        let home: FactHome? =
            if self.parts[0].hasPrefix("measures[") {
                self.parts.count > 2 ? .unit : .line
            } else {
                FactHome(rawValue: String(self.parts[0]))
            }
        guard let home, let section = facts?[home], let index = section.index(of: name) else { return nil }
        let meaning = section.facts[index].meaning
        return meaning.isEmpty ? nil : meaning
    }
}
