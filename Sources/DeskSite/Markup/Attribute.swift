/// An attribute of an element; its value is escaped when it is written.
struct Attribute: Sendable {
    let name: StaticString
    /// The value; `nil` for one that only stands there, such as `required`.
    let value: String?

    static func attribute(_ name: StaticString, _ value: String) -> Attribute { Attribute(name: name, value: value) }
    static func flag(_ name: StaticString) -> Attribute { Attribute(name: name, value: nil) }

    /// The class, which the style sheet knows.
    static func style(_ name: StaticString) -> Attribute { Attribute(name: "class", value: "\(name)") }
    static func id(_ id: String) -> Attribute { Attribute(name: "id", value: id) }
    /// Where a link or a form leads: only to pages of the site.
    static func href(_ address: Address) -> Attribute { Attribute(name: "href", value: address.text) }
    static func action(_ address: Address) -> Attribute { Attribute(name: "action", value: address.text) }
    static func name(_ name: String) -> Attribute { Attribute(name: "name", value: name) }
    static func value(_ value: String) -> Attribute { Attribute(name: "value", value: value) }
    static func type(_ type: StaticString) -> Attribute { Attribute(name: "type", value: "\(type)") }
    static func `for`(_ id: String) -> Attribute { Attribute(name: "for", value: id) }
    static func scope(_ scope: StaticString) -> Attribute { Attribute(name: "scope", value: "\(scope)") }
    static func describedBy(_ id: String) -> Attribute { Attribute(name: "aria-describedby", value: id) }
    static func label(_ text: String) -> Attribute { Attribute(name: "aria-label", value: text) }
    static func labelledBy(_ id: String) -> Attribute { Attribute(name: "aria-labelledby", value: id) }
}
