import FEEL
import JSON
import Messages

extension FactValue {
    /// The value as a finding tells it; what is unknown is null.
    init(_ value: Value) {
        switch value {
        case .boolean(let boolean): self = .boolean(boolean)
        case .number(let number): self = .number(number.description)
        case .text(let text): self = .text(text)
        case .date(let date): self = .text(date.description)
        case .context(let context):
            var json = JSONWriter()
            json.beginObject()
            for (name, part) in context.entries {
                guard let text = part.text else { continue }
                json.key(name)
                json.value(text)
            }
            json.endObject()
            self = .json(json.finish())
        default: self = .null
        }
    }
}
