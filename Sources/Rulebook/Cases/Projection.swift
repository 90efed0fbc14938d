/// What of a decision a case looks at: a value of the shape of JSON, with every scalar as text.
public indirect enum Projection: Sendable, Equatable {
    /// Nothing.
    case null
    /// A text, number or truth value, as it is written.
    case scalar(String)
    /// Values in their order.
    case list([Projection])
    /// Named values.
    case map([String: Projection])

    /// Where `actual` is not as this says; a field that this doesn't name may be anything.
    ///
    /// - Parameter path: Where both stand, for the words.
    /// - Returns: A line for each difference; none if all is as it should be.
    public func differences(to actual: Projection, path: String = "") -> [String] {
        switch (self, actual) {
        case (.map(let expected), .map(let found)):
            return expected.sorted { $0.key < $1.key }
                .flatMap { key, value in
                    let inner = path.isEmpty ? key : "\(path).\(key)"
                    guard let other = found[key] else { return ["\(inner): \(value) expected, and there is none"] }
                    return value.differences(to: other, path: inner)
                }
        case (.list(let expected), .list(let found)) where expected.count == found.count && self.hasMaps:
            return zip(expected, found).enumerated()
                .flatMap { index, pair in pair.0.differences(to: pair.1, path: "\(path)[\(index)]") }
        default:
            return self == actual ? [] : ["\(path.isEmpty ? "it" : path): \(self) expected, \(actual) found"]
        }
    }

    private var hasMaps: Bool {
        guard case .list(let items) = self else { return false }
        return items.contains { item in
            if case .map = item { return true }
            return false
        }
    }
}

extension Projection: CustomStringConvertible {
    /// The value on one line.
    public var description: String {
        switch self {
        case .null: "null"
        case .scalar(let text): text.isEmpty ? "\"\"" : text
        case .list(let items): "[\(items.map(\.description).joined(separator: ", "))]"
        case .map(let fields):
            "{\(fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
        }
    }
}
