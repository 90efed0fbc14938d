extension Builtins {
    static let lists: [Builtin] = [
        Builtin(
            "list contains",
            .always(.boolean),
            unknowns: .own,
            [
                Signature("list:list, element:any") { arguments, frame in
                    Self.contains(Self.items(arguments[0]), arguments[1], &frame)
                }
            ]
        ),
        Builtin(
            "sublist",
            .first,
            [
                Signature("list:list, start position:number, length?:number") { arguments, _ in Self.sublist(arguments)
                }
            ]
        ),
        Builtin(
            "index of",
            .always(.list(.number)),
            unknowns: .spreadItems,
            [
                Signature("list:list, match:any") { arguments, frame in
                    let items = Self.items(arguments[0])
                    guard frame.spend(items.count) else { return .null }
                    let places = items.indices.filter { Self.matches(items[$0], arguments[1], &frame) }
                    return .list(places.map { .number(Number($0 + 1)) })
                }
            ]
        ),
        Builtin(
            "union",
            .listOfItems,
            unknowns: .spreadItems,
            [
                Signature("list:list...") { arguments, frame in
                    Self.distinct(arguments.flatMap { Self.items($0) }, &frame)
                }
            ]
        ),
        Builtin(
            "distinct values",
            .first,
            unknowns: .spreadItems,
            [
                Signature("list:list") { arguments, frame in Self.distinct(Self.items(arguments[0]), &frame) }
            ]
        ),
        Builtin(
            "duplicate values",
            .first,
            unknowns: .spreadItems,
            [
                Signature("list:list") { arguments, frame in Self.duplicates(Self.items(arguments[0]), &frame) }
            ]
        ),
        Builtin(
            "partition",
            .always(.list(.any)),
            [
                Signature("list:list, size:number") { arguments, _ in
                    let items = Self.items(arguments[0])
                    guard let wanted = arguments[1].number?.truncatedInt, wanted > 0 else { return .null }
                    let size = min(wanted, items.count + 1)
                    let starts = stride(from: 0, to: items.count, by: size)
                    return .list(starts.map { .list(Array(items[$0..<min($0 + size, items.count)])) })
                }
            ]
        ),
    ]

    /// Whether two items are the same, null also with null.
    static func matches(_ item: Value, _ wanted: Value, _ frame: inout Frame) -> Bool {
        if case .boolean(true) = Operations.equal(item, wanted, &frame) { return true }
        return false
    }

    private static func contains(_ items: [Value], _ element: Value, _ frame: inout Frame) -> Value {
        guard frame.spend(items.count) else { return .null }
        var missing: UnknownSet?
        for item in items {
            switch Operations.equal(item, element, &frame) {
            case .boolean(true): return .boolean(true)
            case .unknown(let set): missing.note(set)
            default: continue
            }
        }
        if let missing { return .unknown(missing) }
        return .boolean(false)
    }

    private static func sublist(_ arguments: [Value]) -> Value {
        let items = self.items(arguments[0])
        guard let start = arguments[1].number?.truncatedInt, start != 0 else { return .null }
        let offset = start > 0 ? start - 1 : items.count + start
        guard offset >= 0, offset < items.count else { return .null }
        var length = items.count - offset
        if arguments.count > 2 {
            guard let wanted = arguments[2].number?.truncatedInt, wanted >= 1, wanted <= length else { return .null }
            length = wanted
        }
        return .list(Array(items[offset..<(offset + length)]))
    }

    private static func distinct(_ items: [Value], _ frame: inout Frame) -> Value {
        var kept: [Value] = []
        for item in items {
            guard frame.spend(kept.count + 1) else { return .null }
            if !kept.contains(where: { Self.matches($0, item, &frame) }) { kept.append(item) }
        }
        return .list(kept)
    }

    private static func duplicates(_ items: [Value], _ frame: inout Frame) -> Value {
        var seen: [Value] = []
        var twice: [Value] = []
        for item in items {
            guard frame.spend(seen.count + twice.count + 1) else { return .null }
            if !seen.contains(where: { Self.matches($0, item, &frame) }) {
                seen.append(item)
            } else if !twice.contains(where: { Self.matches($0, item, &frame) }) {
                twice.append(item)
            }
        }
        return .list(twice)
    }
}
