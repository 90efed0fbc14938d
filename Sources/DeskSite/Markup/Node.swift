internal import Desk

/// A piece of a page.
///
/// Text and the values of attributes are escaped when the page is written; names of elements and attributes can only be
/// written in this source. So nothing that others wrote can become markup.
struct Node: Sendable {
    indirect enum Content: Sendable {
        case text(String)
        case element(StaticString, [Attribute], [Node])
        case group([Node])
    }

    let content: Content

    /// Text in one line.
    static func text(_ text: String) -> Node { Node(content: .text(text.harmless)) }

    /// Text with its line breaks, for places where they are shown.
    static func lines(_ text: String) -> Node { Node(content: .text(text.harmlessLines)) }

    /// The node as HTML.
    func write(to html: inout String) {
        switch self.content {
        case .text(let text): Self.escape(text, to: &html)
        case .group(let nodes): for node in nodes { node.write(to: &html) }
        case .element(let name, let attributes, let children):
            html += "<\(name)"
            for attribute in attributes {
                html += " \(attribute.name)"
                guard let value = attribute.value else { continue }
                html += "=\""
                Self.escape(value, to: &html)
                html += "\""
            }
            html += ">"
            for child in children { child.write(to: &html) }
            if !Self.isVoid(name) { html += "</\(name)>" }
        }
    }

    private static func isVoid(_ name: StaticString) -> Bool {
        ["br", "hr", "input", "link", "meta"].contains("\(name)")
    }

    private static func escape(_ text: String, to html: inout String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            case "`": html += "&#96;"
            default: html.unicodeScalars.append(scalar)
            }
        }
    }
}

/// Puts nodes, texts, conditions and loops together.
@resultBuilder
enum Children {
    static func buildExpression(_ node: Node) -> [Node] { [node] }
    static func buildExpression(_ nodes: [Node]) -> [Node] { nodes }
    static func buildExpression(_ node: Node?) -> [Node] { node.map { [$0] } ?? [] }
    static func buildExpression(_ text: String) -> [Node] { [.text(text)] }
    static func buildBlock(_ parts: [Node]...) -> [Node] { parts.flatMap { $0 } }
    static func buildOptional(_ part: [Node]?) -> [Node] { part ?? [] }
    static func buildEither(first: [Node]) -> [Node] { first }
    static func buildEither(second: [Node]) -> [Node] { second }
    static func buildArray(_ parts: [[Node]]) -> [Node] { parts.flatMap { $0 } }
}

/// An element with its attributes and what is inside.
func el(_ name: StaticString, _ attributes: Attribute..., @Children children: () -> [Node] = { [] }) -> Node {
    Node(content: .element(name, attributes, children()))
}

/// An element whose attributes come as a list.
func el(_ name: StaticString, with attributes: [Attribute], @Children children: () -> [Node] = { [] }) -> Node {
    Node(content: .element(name, attributes, children()))
}
