import FEEL
import JSON

/// Writes typed values such as `{"number": "12.50"}`.
struct TypedValueWriter: ~Copyable {
    private static let depthLimit = 300
    private static let sizeLimit = 1_000_000

    private var writer = JSONWriter()
    private var remaining = Self.sizeLimit

    /// The JSON of a value; `nil` if it is too large or nested too deep.
    static func write(_ value: Value) -> [UInt8]? {
        var writer = TypedValueWriter()
        guard writer.put(value, depth: 0) else { return nil }
        return writer.writer.finish()
    }

    private mutating func put(_ value: Value, depth: Int) -> Bool {
        self.remaining -= 1
        guard self.remaining > 0, depth < Self.depthLimit else { return false }
        switch value {
        case .null, .unknown: self.writer.null()
        case .boolean(let flag):
            self.writer.beginObject()
            self.writer.key("boolean")
            self.writer.value(flag)
            self.writer.endObject()
        case .number(let number): self.put("number", number.description)
        case .text(let text):
            self.remaining -= text.utf8.count / 8
            self.put("string", text)
        case .date(let date): self.put("date", date.description)
        case .time(let time): self.put("time", time.description)
        case .dateTime(let moment): self.put("dateTime", moment.description)
        case .yearsMonths(let duration): self.put("duration", duration.description)
        case .daysTime(let duration): self.put("duration", duration.description)
        case .function: self.put("function", "function")
        case .list(let items): return self.put(items, depth)
        case .context(let context): return self.put(context, depth)
        case .range(let range): return self.put(range, depth)
        }
        return true
    }

    private mutating func put(_ kind: String, _ text: String) {
        self.writer.beginObject()
        self.writer.key(kind)
        self.writer.value(text)
        self.writer.endObject()
    }

    private mutating func put(_ items: [Value], _ depth: Int) -> Bool {
        self.writer.beginObject()
        self.writer.key("list")
        self.writer.beginArray()
        for item in items {
            guard self.put(item, depth: depth + 1) else { return false }
        }
        self.writer.endArray()
        self.writer.endObject()
        return true
    }

    private mutating func put(_ context: Context, _ depth: Int) -> Bool {
        self.writer.beginObject()
        self.writer.key("context")
        self.writer.beginObject()
        for entry in context.entries {
            self.writer.key(entry.name)
            guard self.put(entry.value, depth: depth + 1) else { return false }
        }
        self.writer.endObject()
        self.writer.endObject()
        return true
    }

    private mutating func put(_ range: RangeValue, _ depth: Int) -> Bool {
        self.writer.beginObject()
        self.writer.key("range")
        self.writer.beginObject()
        self.writer.key("start")
        guard self.put(range.start, depth: depth + 1) else { return false }
        self.writer.key("end")
        guard self.put(range.end, depth: depth + 1) else { return false }
        self.writer.key("startIncluded")
        self.writer.value(range.startIncluded)
        self.writer.key("endIncluded")
        self.writer.value(range.endIncluded)
        self.writer.endObject()
        self.writer.endObject()
        return true
    }
}
