import Yams

/// All that a rulebook's file says, as fields of groups: a rule, a fact, a limit, a measure, a tier.
struct RulebookInventory {
    /// The fields of one rule, fact, limit, measure or tier.
    struct Group {
        let name: String
        var fields: [(name: String, text: String)]

        /// The text of a field, `nil` if it has none of that name.
        subscript(field: String) -> String? { self.fields.first { $0.name == field }?.text }

        /// What it comes down to, for a line that tells of the whole group.
        var essence: String? {
            let essential = ["require", "when", "maximum", "formula", "amount formula", "type", "leans_on lines"]
            return essential.lazy.compactMap { name in self[name].map { "\(name) \($0)" } }.first
        }
    }

    private(set) var groups: [Group] = []

    init(_ rulebook: Rulebook) {
        guard let root = (try? Yams.compose(yaml: rulebook.text))?.mapping else { return }
        for (key, node) in root {
            switch key.oneLine ?? "" {
            case "facts": self.facts(node)
            case "derived":
                for (name, value) in node.pairs { self.add("derived.\(name)", Self.fields(value)) }
            case "rules": self.rules(node, of: nil)
            case "measures": for measure in node.sequence ?? [] { self.measure(measure) }
            case "limits":
                for limit in node.sequence ?? [] {
                    self.add(limit["id"]?.oneLine ?? "", Self.fields(limit, without: ["id"]))
                }
            case let name: self.add(name, Self.fields(node))
            }
        }
    }

    /// The group of that name, `nil` if there is none.
    func group(_ name: String) -> Group? { self.groups.first { $0.name == name } }

    private mutating func add(_ name: String, _ fields: [(name: String, text: String)]) {
        // Two tiers of one name are two groups.
        let count = self.groups.count { $0.name == name || $0.name.hasPrefix(name + " (") }
        self.groups.append(Group(name: count == 0 ? name : "\(name) (\(count + 1))", fields: fields))
    }

    private mutating func facts(_ node: Node) {
        for (home, facts) in node.pairs {
            for (name, fact) in facts.pairs { self.add("\(home).\(name)", Self.fields(fact)) }
        }
    }

    private mutating func rules(_ node: Node, of measure: String?) {
        for rule in node.sequence ?? [] {
            var fields = Self.fields(rule, without: ["id"])
            if let measure { fields.append(("measure", measure)) }
            self.add(rule["id"]?.oneLine ?? "", fields)
        }
    }

    private mutating func measure(_ node: Node) {
        let id = node["measure"]?.oneLine ?? ""
        let name = "measure \(id)"
        var fields = Self.fields(node, without: ["measure", "rules", "tiers"])
        let tiers = node["tiers"]?["best_first"]?.sequence ?? []
        if let ladder = node["tiers"] {
            fields += Self.fields(ladder, prefix: "tiers ", without: ["best_first"])
            fields.append(("tiers, best first", tiers.compactMap { $0["tier"]?.oneLine }.joined(separator: ", ")))
        }
        self.add(name, fields)
        for tier in tiers {
            self.add("\(name), tier \(tier["tier"]?.oneLine ?? "")", Self.fields(tier, without: ["tier"]))
        }
        if let rules = node["rules"] { self.rules(rules, of: id) }
    }

    /// The fields of a mapping, inner mappings drawn out; a scalar or list is one field without a name.
    private static func fields(
        _ node: Node,
        prefix: String = "",
        without: Set<String> = []
    ) -> [(name: String, text: String)] {
        guard node.mapping != nil else {
            let name = prefix.hasSuffix(" ") ? String(prefix.dropLast()) : prefix
            return [(name, node.words.joined(separator: ", "))]
        }
        return node.pairs.filter { !without.contains($0.name) }
            .flatMap { Self.fields($0.value, prefix: "\(prefix)\($0.name) ") }
    }
}

extension Node {
    /// The entries of a mapping whose keys are text, in the order of the file.
    fileprivate var pairs: [(name: String, value: Node)] {
        self.mapping?.compactMap { key, value in key.oneLine.map { ($0, value) } } ?? []
    }
}
