import Yams

/// A rulebook's file as it was written: where its parts stand, and the words that loading does not keep.
struct RulebookOutline {
    private let root: Node?
    private let rules: [String: Node]
    private let shared: [String: [String]]
    private let measures: [String: Node]
    private let limits: [String: Node]

    /// Reads `text`, which has been loaded as a rulebook before; a text that is none gives an empty outline.
    init(_ text: String) {
        let root = try? Yams.compose(yaml: text)
        self.root = root
        self.measures = Self.byID(root?["measures"], "measure")
        self.limits = Self.byID(root?["limits"], "id")
        var rules = Self.byID(root?["rules"], "id")
        self.shared = rules.mapValues { $0["measures"]?.words ?? [] }.filter { !$0.value.isEmpty }
        for measure in self.measures.values {
            rules.merge(Self.byID(measure["rules"], "id")) { first, _ in first }
        }
        self.rules = rules
    }

    private static func byID(_ list: Node?, _ key: String) -> [String: Node] {
        var nodes: [String: Node] = [:]
        for node in list?.sequence ?? [] {
            guard let id = node[key]?.oneLine, nodes[id] == nil else { continue }
            nodes[id] = node
        }
        return nodes
    }

    /// What stands at a key of the file itself.
    subscript(_ key: String) -> Node? { self.root?[key] }

    /// The rule called `id`, wherever it stands.
    func rule(_ id: String) -> Node? { self.rules[id] }

    /// The measures that share the rule called `id`; none where it stands in its measure.
    func sharing(_ id: String) -> [String] { self.shared[id] ?? [] }

    /// The measure called `id`.
    func measure(_ id: String) -> Node? { self.measures[id] }

    /// The tier at a place of a measure's ladder.
    func tier(_ index: Int, of measure: String) -> Node? {
        let tiers = self.measures[measure]?["tiers"]?["best_first"]?.sequence
        guard let tiers, index < tiers.count else { return nil }
        return tiers[index]
    }

    /// The limit called `id`.
    func limit(_ id: String) -> Node? { self.limits[id] }

    /// The fact called `name`.
    func fact(_ home: FactHome, _ name: String) -> Node? { self.root?["facts"]?[home.rawValue]?[name] }

    /// The derived value called `name`.
    func derived(_ name: String) -> Node? { self.root?["derived"]?[name] }
}

extension Node {
    /// A scalar's text in one line, as a person reads it.
    var oneLine: String? {
        self.scalar?.string.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The texts of a list, or of a scalar alone.
    var words: [String] {
        if let text = self.oneLine { return [text] }
        return self.sequence?.compactMap(\.oneLine) ?? []
    }

    /// Where its first character stands, a block's mark aside.
    var place: SourcePlace { YAMLMap.place(of: self) }
}
