import FEEL
import JSON
import Rulebook

/// Reads a postal address.
enum AddressReader {
    static func read(_ value: JSONValue, path: () -> String, problems: inout ProblemList) -> Value? {
        guard value.kind == .object else {
            problems.add(path(), "must be an address: an object with line1, city, state and zip")
            return nil
        }
        let shape = CommonFacts.addressShape
        var parts = [Value](repeating: .null, count: shape.fields.count)
        value.forEachMember { key, part in
            guard let index = key.place(in: CommonFacts.addressNames) else {
                problems.add(
                    "\(path()).\(key.string)",
                    "is no field of an address; it has line1, line2, city, state, zip"
                )
                return
            }
            if part.isNull { return }
            guard let text = part.string else {
                problems.add("\(path()).\(shape.fields[index].name)", "must be text")
                return
            }
            parts[index] = .text(text)
        }
        return .context(Context(shape: shape, values: parts))
    }
}
