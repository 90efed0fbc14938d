import FEEL
import Yams

/// Reads the declared facts of a rulebook.
struct FactsLoader {
    let sink: DiagnosticSink

    private static let keys = ["type", "meaning", "default", "at_least", "above", "unit", "on", "unknown_if"]

    func load(_ node: Node?) -> [FactDeclaration] {
        guard let node else { return [] }
        guard let homes = YAMLMap(node, "facts", allowed: FactHome.allCases.map(\.rawValue), sink: self.sink) else {
            return []
        }
        return homes.keys.flatMap { key -> [FactDeclaration] in
            guard let home = FactHome(rawValue: key), let node = homes.node(key),
                let facts = YAMLMap(node, "facts of \(key)", allowed: nil, sink: self.sink)
            else { return [] }
            return facts.keys.compactMap { name in
                facts.node(name).flatMap { self.fact(name, home, $0) }
            }
        }
    }

    private func fact(_ name: String, _ home: FactHome, _ node: Node) -> FactDeclaration? {
        self.sink.concerning("\(home.rawValue).\(name)") {
            guard let map = YAMLMap(node, "a fact", allowed: Self.keys, sink: self.sink),
                let typeText = map.required("type", of: "a fact"),
                let type = self.type(typeText)
            else { return nil }
            var typeByMeasure: [String: FactType] = [:]
            if let node = map.node("on"), let narrower = YAMLMap(node, "\"on\"", allowed: nil, sink: self.sink) {
                for measures in narrower.keys {
                    guard let text = narrower.text(measures), let type = self.type(text) else { continue }
                    for measure in measures.split(separator: ",") {
                        typeByMeasure[measure.split(separator: " ").joined(separator: " ")] = type
                    }
                }
            }
            let counts = type == .integer || type == .money
            return FactDeclaration(
                name: name,
                home: home,
                type: type,
                typeByMeasure: typeByMeasure,
                atLeast: self.number("at_least", map) ?? (counts ? Number(0) : nil),
                above: self.number("above", map),
                unit: self.unit(map, type),
                meaning: map.required("meaning", of: "a fact")?.text ?? "",
                defaultValue: map.text("default").flatMap { self.defaultValue($0, type) },
                unknownIf: map.text("unknown_if").flatMap { self.valueOfType($0, type) }
            )
        }
    }

    private func type(_ text: YAMLText) -> FactType? {
        switch text.text {
        case "boolean": return .boolean
        case "integer": return .integer
        case "number": return .number
        case "money": return .money
        case "date": return .date
        case "text": return .text
        case "address": return .address
        default: break
        }
        let values = text.text.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
        if text.text.contains("|"), values.allSatisfy({ !$0.isEmpty }) {
            if Set(values).count < values.count {
                self.sink.report("a value stands twice in \"\(text.text)\"", at: text.place)
            }
            return .oneOf(values)
        }
        self.sink.report(
            "\"\(text.text)\" is no type; a type is boolean, integer, number, money, date, text, address or \"a | b | c\"",
            at: text.place
        )
        return nil
    }

    private func valueOfType(_ text: YAMLText, _ type: FactType) -> String? {
        if case .oneOf(let values) = type, values.contains(text.text) { return text.text }
        self.sink.report("\"\(text.text)\" is no value of type \(type.text)", at: text.place)
        return nil
    }

    /// What the amounts are counted in; only numbers can say so.
    private func unit(_ map: YAMLMap, _ type: FactType) -> String? {
        guard let text = map.text("unit") else { return nil }
        if type == .integer || type == .number { return text.text }
        self.sink.report("only a fact of type integer or number has a \"unit\"", at: text.place)
        return nil
    }

    private func number(_ key: String, _ map: YAMLMap) -> Number? {
        guard let text = map.text(key) else { return nil }
        if let number = Number(text.text) { return number }
        self.sink.report("\"\(key)\" must be a number", at: text.place)
        return nil
    }

    private func defaultValue(_ text: YAMLText, _ type: FactType) -> Value? {
        switch type {
        case .boolean where text.text == "true": return .boolean(true)
        case .boolean where text.text == "false": return .boolean(false)
        case .integer, .number, .money:
            if let number = Number(text.text) { return .number(number) }
        case .text: return .text(text.text)
        case .oneOf(let values) where values.contains(text.text): return .text(text.text)
        case .date:
            if let date = CalendarDate(text.text) { return .date(date) }
        case .boolean, .oneOf, .address: break
        }
        self.sink.report("the default \"\(text.text)\" is no value of type \(type.text)", at: text.place)
        return nil
    }
}
