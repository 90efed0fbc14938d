extension Builtins {
    static let listChanges: [Builtin] = [
        Builtin(
            "append",
            .always(.list(.any)),
            [
                Signature("list:list, item:any...") { arguments, frame in
                    Self.limited(Self.items(arguments[0]) + arguments.dropFirst(), &frame)
                }
            ]
        ),
        Builtin(
            "concatenate",
            .listOfItems,
            [
                Signature("list:list...") { arguments, frame in
                    Self.limited(arguments.flatMap { Self.items($0) }, &frame)
                }
            ]
        ),
        Builtin(
            "insert before",
            .always(.list(.any)),
            [
                Signature("list:list, position:number, newItem:any") { arguments, frame in
                    var items = Self.items(arguments[0])
                    guard let index = Self.index(arguments[1], items.count) else { return .null }
                    items.insert(arguments[2], at: index)
                    return Self.limited(items, &frame)
                }
            ]
        ),
        Builtin(
            "remove",
            .first,
            [
                Signature("list:list, position:number") { arguments, frame in
                    var items = Self.items(arguments[0])
                    guard let index = Self.index(arguments[1], items.count) else { return .null }
                    items.remove(at: index)
                    return Self.limited(items, &frame)
                }
            ]
        ),
        Builtin(
            "reverse",
            .first,
            isTotal: true,
            [
                Signature("list:list") { arguments, frame in Self.limited(Self.items(arguments[0]).reversed(), &frame) }
            ]
        ),
        Builtin(
            "flatten",
            .always(.list(.any)),
            [
                Signature("list:list") { arguments, frame in
                    var flat: [Value] = []
                    return Self.flatten(arguments[0], into: &flat, &frame) ? .list(flat) : .null
                }
            ]
        ),
        Builtin(
            "list replace",
            .always(.list(.any)),
            [
                Signature("list:list, position:number, newItem:any") { arguments, frame in
                    var items = Self.items(arguments[0])
                    guard let index = Self.index(arguments[1], items.count) else { return .null }
                    items[index] = arguments[2]
                    return Self.limited(items, &frame)
                },
                Signature("list:list, match:function, newItem:any") { arguments, frame in
                    Self.replace(arguments, &frame)
                },
            ]
        ),
    ]

    /// A list, unless it is too long or the budget is used up.
    private static func limited(_ items: [Value], _ frame: inout Frame) -> Value {
        guard items.count <= Frame.sizeLimit, frame.spend(items.count) else { return .null }
        return .list(items)
    }

    /// The index of a position within a list, from 1 or backwards from -1.
    private static func index(_ position: Value, _ count: Int) -> Int? {
        guard let place = position.number?.truncatedInt, place != 0 else { return nil }
        let index = place > 0 ? place - 1 : count + place
        return index >= 0 && index < count ? index : nil
    }

    private static func flatten(_ value: Value, into flat: inout [Value], _ frame: inout Frame) -> Bool {
        guard frame.spend(), flat.count <= Frame.sizeLimit else { return false }
        guard case .list(let items) = value else {
            flat.append(value)
            return true
        }
        for item in items {
            guard self.flatten(item, into: &flat, &frame) else { return false }
        }
        return true
    }

    private static func replace(_ arguments: [Value], _ frame: inout Frame) -> Value {
        guard case .function(let function) = arguments[1] else { return .null }
        var items = self.items(arguments[0])
        var missing: UnknownSet?
        for index in items.indices {
            switch function.call([items[index], arguments[2]], &frame) {
            case .boolean(true): items[index] = arguments[2]
            case .boolean(false): continue
            case .unknown(let set): missing.note(set)
            default: return .null
            }
        }
        if let missing { return .unknown(missing) }
        return .list(items)
    }
}
