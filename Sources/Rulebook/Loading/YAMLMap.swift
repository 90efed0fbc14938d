import Yams

/// A mapping of the file whose keys are checked against what may stand there.
struct YAMLMap {
    let place: SourcePlace
    private let values: [String: Node]
    private let sink: DiagnosticSink
    /// The keys in the order of the file.
    let keys: [String]

    /// Reads `node` as a mapping; `allowed` lists the keys that may stand there, `nil`: any.
    init?(_ node: Node, _ what: String, allowed: [String]?, sink: DiagnosticSink) {
        guard let mapping = node.mapping else {
            sink.report("\(what) must be a mapping (key: value)", at: Self.place(of: node))
            return nil
        }
        var values: [String: Node] = [:]
        var keys: [String] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                sink.report("a key of \(what) must be text", at: Self.place(of: key))
                continue
            }
            if let allowed, !allowed.contains(name) {
                sink.report(
                    "\(what) has no \"\(name)\"; it takes \(allowed.joined(separator: ", "))",
                    at: Self.place(of: key)
                )
                continue
            }
            values[name] = value
            keys.append(name)
        }
        self.values = values
        self.keys = keys
        self.sink = sink
        self.place = Self.place(of: node)
    }

    static func place(of node: Node) -> SourcePlace {
        SourcePlace(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    }

    func node(_ key: String) -> Node? {
        self.values[key]
    }

    func place(_ key: String) -> SourcePlace {
        self.values[key].map(Self.place(of:)) ?? self.place
    }

    func text(_ key: String) -> YAMLText? {
        guard let node = self.values[key] else { return nil }
        guard let scalar = node.scalar else {
            self.sink.report("\"\(key)\" must be text", at: Self.place(of: node))
            return nil
        }
        return YAMLText(scalar, sink: self.sink)
    }

    func string(_ key: String) -> String? {
        self.text(key)?.text
    }

    func required(_ key: String, of what: String) -> YAMLText? {
        if self.values[key] == nil {
            self.sink.report("\(what) needs \"\(key)\"", at: self.place)
            return nil
        }
        guard let text = self.text(key) else { return nil }
        if text.text.allSatisfy(\.isWhitespace) {
            self.sink.report("\"\(key)\" of \(what) is blank", at: self.place(key))
            return nil
        }
        return text
    }

    func list(_ key: String) -> [Node] {
        guard let node = self.values[key] else { return [] }
        if let sequence = node.sequence { return Array(sequence) }
        if node.scalar?.string.isEmpty == true { return [] }
        self.sink.report("\"\(key)\" must be a list", at: Self.place(of: node))
        return []
    }

    /// A list of texts; one text alone is a list of one.
    func strings(_ key: String) -> [String] {
        guard let node = self.values[key] else { return [] }
        if let scalar = node.scalar { return [scalar.string] }
        return self.list(key)
            .compactMap { item in
                if let scalar = item.scalar { return scalar.string }
                self.sink.report("\"\(key)\" must be a list of texts", at: Self.place(of: item))
                return nil
            }
    }

    func flag(_ key: String) -> Bool {
        guard let text = self.text(key) else { return false }
        switch text.text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            self.sink.report("\"\(key)\" must be true or false", at: text.place)
            return false
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        guard let text = self.text(key) else { return nil }
        if let choice = Choice(rawValue: text.text) { return choice }
        let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        self.sink.report("\"\(key)\" is \"\(text.text)\"; it must be one of \(choices)", at: text.place)
        return nil
    }
}
