import Yams

/// One case of a rulebook: applications and answers, and what has to become of them.
///
/// Cases stand beside their rulebook, in `<name>.test.yaml`: a list of `name`, `budgets` (where a case needs one),
/// `items` and `expect`.
public struct RulebookCase: Sendable {
    /// What it is about.
    public let name: String
    /// The line of the file at which it starts.
    public let line: Int
    /// The budgets that it starts with, in dollars.
    public let budgets: [(program: String, amount: String)]
    /// Applications, withdrawals and answers, as JSON.
    public let items: [String]
    /// What has to become of each; fields that are not named may be anything.
    public let expectations: [Projection]

    /// Reads the cases of a file.
    ///
    /// - Throws: ``RulebookFault`` with every fault of the file.
    public static func load(_ bytes: [UInt8], file: String) throws(RulebookFault) -> [RulebookCase] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RulebookFault(file: file, problem: "the file is not UTF-8")
        }
        let sink = DiagnosticSink(file: file, text: text)
        guard let root = sink.compose(text) else { throw RulebookFault(diagnostics: sink.diagnostics) }
        guard let list = root.sequence else {
            throw RulebookFault(file: file, problem: "the file must be a list of cases")
        }
        let cases = list.compactMap { Self.read($0, sink) }
        if sink.hasErrors { throw RulebookFault(diagnostics: sink.diagnostics) }
        return cases
    }

    private static func read(_ node: Node, _ sink: DiagnosticSink) -> RulebookCase? {
        guard let map = YAMLMap(node, "a case", allowed: ["name", "budgets", "items", "expect"], sink: sink),
            let name = map.required("name", of: "a case")?.text
        else { return nil }
        return sink.concerning(name) {
            let items = map.list("items")
            let expectations = map.list("expect")
            if items.isEmpty { sink.report("a case needs \"items\"", at: map.place) }
            if items.count != expectations.count {
                let counts = "\(items.count) items and \(expectations.count) projections"
                sink.report(
                    "\"expect\" must have a projection for each item; here are \(counts)",
                    at: map.place("expect")
                )
            }
            return RulebookCase(
                name: name,
                line: map.place.line,
                budgets: map.node("budgets")?.mapping?
                    .compactMap { key, value in
                        guard let program = key.oneLine, let amount = value.oneLine else { return nil }
                        return (program, amount)
                    } ?? [],
                items: items.map(\.json),
                expectations: expectations.map(Projection.init)
            )
        }
    }
}

extension Projection {
    fileprivate init(_ node: Node) {
        if let mapping = node.mapping {
            let pairs = mapping.compactMap { key, value in key.oneLine.map { ($0, Projection(value)) } }
            self = .map(Dictionary(pairs, uniquingKeysWith: { _, last in last }))
        } else if let sequence = node.sequence {
            self = .list(sequence.map(Projection.init))
        } else {
            self = node.isNull ? .null : .scalar(node.scalar?.string ?? "")
        }
    }
}
