import JSON
import Rulebook
import Workbook

@testable import Forms

/// An application in the one way in which a form would have written it: nothing unknown, amounts as text, texts trimmed.
enum Normal {
    /// The application's normal bytes.
    static func bytes(_ value: JSONValue, application: String? = nil) -> [UInt8] {
        var writer = JSONWriter()
        self.write(value, key: "", application: application, to: &writer)
        return writer.finish()
    }

    /// Whether a value says nothing.
    private static func isNothing(_ value: JSONValue) -> Bool {
        switch value.kind {
        case .null: true
        case .string: CellText.trimmed(value.string ?? "").isEmpty
        case .array: value.count == 0
        case .object: value.members.allSatisfy { self.isNothing($0.value) }
        case .boolean, .number: false
        }
    }

    private static func write(_ value: JSONValue, key: String, application: String?, to writer: inout JSONWriter) {
        switch value.kind {
        case .object:
            writer.beginObject()
            for (name, member) in value.members {
                // A unit of which nothing is known is a unit all the same.
                let isList = name.string == "units" || name.string == "documents"
                if self.isNothing(member), !(isList && member.count > 0) { continue }
                writer.key(name.string)
                if name.string == "application", let application {
                    writer.value(application)
                } else {
                    self.write(member, key: name.string, application: nil, to: &writer)
                }
            }
            writer.endObject()
        case .array:
            writer.beginArray()
            for element in value.elements { self.write(element, key: key, application: nil, to: &writer) }
            writer.endArray()
        case .string: writer.value(CellText.trimmed(value.string ?? ""))
        case .number:
            let text = String(decoding: value.numberText ?? [], as: UTF8.self)
            let isMoney = ["cost", "other_incentives", "list_price", "wholesale_cost"].contains(key)
            if isMoney, case .text(let amount) = try? CellReader.read(.number(text), as: .money) {
                writer.value(amount)
            } else {
                writer.raw(utf8: text)
            }
        case .boolean, .null: writer.value(value)
        }
    }
}
