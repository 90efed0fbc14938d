extension Builtins {
    static let contexts: [Builtin] = [
        Builtin(
            "get value",
            .always(.any),
            [
                Signature("m:context, key:text") { arguments, _ in
                    arguments[0].context?[Self.text(arguments, 1)] ?? .null
                }
            ]
        ),
        Builtin(
            "get entries",
            .always(.list(.context(Self.entryShape))),
            [
                Signature("m:context") { arguments, _ in
                    let entries = arguments[0].context?.entries ?? []
                    return .list(
                        entries.map { .context(Context(shape: Self.entryShape, values: [.text($0.name), $0.value])) }
                    )
                }
            ]
        ),
        Builtin(
            "context",
            .always(.any),
            [
                Signature("entries:list") { arguments, _ in Self.context(Self.items(arguments[0])) }
            ]
        ),
        Builtin(
            "context put",
            .always(.any),
            [
                Signature("context:context, key:text, value:any") { arguments, _ in
                    Self.put(arguments[0], [Self.text(arguments, 1)], arguments[2])
                },
                Signature("context:context, keys:list, value:any") { arguments, _ in
                    let keys = Self.items(arguments[1]).map(\.text)
                    guard !keys.isEmpty, !keys.contains(nil) else { return .null }
                    return Self.put(arguments[0], keys.compactMap { $0 }[...], arguments[2])
                },
            ]
        ),
        Builtin(
            "context merge",
            .always(.any),
            [
                Signature("contexts:list") { arguments, frame in
                    var entries: [(name: String, value: Value)] = []
                    for item in Self.items(arguments[0]) {
                        guard case .context(let context) = item, frame.spend(context.values.count),
                            entries.count < Frame.sizeLimit
                        else { return .null }
                        entries += context.entries
                    }
                    return .context(Context(entries))
                }
            ]
        ),
    ]

    private static let entryShape = Shape(name: "", fields: [("key", .text), ("value", .any)])

    private static func context(_ items: [Value]) -> Value {
        var entries: [(name: String, value: Value)] = []
        var seen: Set<String> = []
        for item in items {
            guard case .context(let entry) = item, case .text(let key)? = entry["key"], let value = entry["value"],
                seen.insert(key).inserted
            else { return .null }
            entries.append((key, value))
        }
        return .context(Context(entries))
    }

    /// The context with a value under a path of keys.
    private static func put(_ value: Value, _ keys: ArraySlice<String>, _ new: Value) -> Value {
        guard case .context(let context) = value, let key = keys.first, keys.count < 100 else { return .null }
        var inner = new
        if keys.count > 1 {
            inner = self.put(context[key] ?? .null, keys.dropFirst(), new)
            if inner.isNull { return .null }
        }
        return .context(Context(context.entries + [(key, inner)]))
    }
}
