import FEEL
import JSON

/// The line protocol of `rebated feel`: a case in, its answer out, both JSON.
///
/// A case is `{"id": string, "expr": source, "context": {name: typed value}}`. The answer has the same id and one of
/// `value`, `error` and `unsupported`. A line that is no case is answered with the id `null` and an error; whatever a
/// line holds, the next one is not affected.
public enum FEELProtocol {
    /// Answers one line.
    ///
    /// - Parameter line: The line's bytes, without its end.
    /// - Returns: One line of JSON without its end.
    public static func answer(line: [UInt8]) -> [UInt8] {
        var writer = JSONWriter()
        do throws(Rejection) {
            let item = try self.read(line)
            writer.beginObject()
            writer.key("id")
            writer.value(item.id)
            self.evaluate(item, &writer)
        } catch {
            writer.beginObject()
            writer.key("id")
            writer.null()
            writer.key("error")
            writer.value(error.message)
        }
        writer.endObject()
        return writer.finish()
    }

    private struct Item {
        let id: String
        let source: String
        let context: JSONValue?
    }

    private static func read(_ line: [UInt8]) throws(Rejection) -> Item {
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(parsing: line).root
        } catch {
            throw Rejection("not JSON: \(error)")
        }
        guard root.kind == .object else { throw Rejection("a case must be a JSON object") }
        guard let id = root["id"]?.string else { throw Rejection("a case needs an `id`, a string") }
        guard let source = root["expr"]?.string else { throw Rejection("a case needs an `expr`, a string") }
        if let context = root["context"], context.kind != .object {
            throw Rejection("`context` must be an object of typed values")
        }
        return Item(id: id, source: source, context: root["context"])
    }

    private static func evaluate(_ item: Item, _ writer: inout JSONWriter) {
        var scope = Scope()
        scope.isLenient = true
        var values: [Value] = []
        if let members = item.context?.members {
            var reader = TypedValueReader()
            for (key, json) in members {
                do throws(Rejection) {
                    let value = try reader.read(json)
                    scope.declare(key.string, ValueType(of: value))
                    values.append(value)
                } catch {
                    writer.key("error")
                    writer.value("\(key.string): \(error.message)")
                    return
                }
            }
        }
        let (expression, diagnostics) = FEEL.compile(item.source, scope: scope)
        guard let expression else {
            writer.key(diagnostics.contains { $0.isUnsupported } ? "unsupported" : "error")
            let errors = diagnostics.filter { $0.severity == .error }
            writer.value(errors.map { $0.rendered(source: item.source) }.joined(separator: "\n"))
            return
        }
        var frame = Frame(slots: expression.slotsNeeded)
        for (slot, value) in values.enumerated() { frame[slot] = value }
        let value = expression.evaluate(&frame)
        if frame.isExhausted {
            writer.key("error")
            writer.value("the evaluation was cut short: it takes too many steps")
        } else if let json = TypedValueWriter.write(value) {
            writer.key("value")
            writer.raw(json)
        } else {
            writer.key("error")
            writer.value("the value is too large or nested too deep to be written")
        }
    }
}

/// Why something that was read cannot be used.
struct Rejection: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
