extension Compiler {
    mutating func list(_ items: [Node]) -> Piece {
        let pieces = items.map { self.compile($0) }
        let codes = pieces.map(\.asSource)
        return Self.fold(pieces) { frame in
            guard frame.spend(codes.count) else { return .null }
            var values: [Value] = []
            values.reserveCapacity(codes.count)
            for code in codes { values.append(code.load(&frame)) }
            return .list(values)
        }
    }

    mutating func context(_ node: Node, _ entries: [Entry]) -> Piece {
        guard case .locals(let slots) = node.binding, case .context(let shape) = node.type else {
            return Piece(constant: .null)
        }
        // A key that stands twice makes no context.
        if Set(entries.map(\.name)).count < entries.count { return Piece(constant: .null) }
        let codes = entries.map { self.compile($0.value).asSource }
        return Piece { frame in
            guard frame.spend(codes.count + 1) else { return .null }
            var values: [Value] = []
            values.reserveCapacity(codes.count)
            for (code, slot) in zip(codes, slots) {
                let value = code.load(&frame)
                frame.values[slot] = value
                values.append(value)
            }
            return .context(Context(shape: shape, values: values))
        }
    }

    mutating func range(_ lower: Node?, _ upper: Node?, _ startIncluded: Bool, _ endIncluded: Bool) -> Piece {
        let start = lower.map { self.compile($0) } ?? Piece(constant: .null)
        let end = upper.map { self.compile($0) } ?? Piece(constant: .null)
        let low = start.code
        let high = end.code
        return Self.fold([start, end]) { frame in
            let first = low(&frame)
            return Operations.makeRange(first, high(&frame), startIncluded, endIncluded)
        }
    }

    mutating func filter(_ node: Node, _ list: Node, _ condition: Node) -> Piece {
        guard case .locals(let slots) = node.binding, let slot = slots.first else { return Piece(constant: .null) }
        let base = self.compile(list)
        let test = self.compile(condition)
        let items = base.code
        if let position = test.constant?.number { return Self.fold([base]) { Self.pick(items(&$0), position) } }
        let code = test.code
        return Piece { frame in
            let value = items(&frame)
            switch value {
            case .list(let items): return Self.select(items, slot, code, &frame)
            case .null: return .null
            case .unknown: return value
            default: return Self.select([value], slot, code, &frame)
            }
        }
    }

    /// The item at a position; negative ones count from the end.
    static func pick(_ value: Value, _ position: Number) -> Value {
        switch value {
        case .list(let items):
            guard let place = position.wholeInt else { return .null }
            let index = place > 0 ? place - 1 : items.count + place
            return place != 0 && items.indices.contains(index) ? items[index] : .null
        case .unknown, .null: return value
        default: return position == .one || position == Number(-1) ? value : .null
        }
    }

    /// The items for which the condition is true, or the one at a position.
    private static func select(_ items: [Value], _ slot: Int, _ code: Code, _ frame: inout Frame) -> Value {
        guard frame.spend(items.count + 1) else { return .null }
        if items.isEmpty {
            frame.values[slot] = .null
            if case .number = code(&frame) { return .null }
            return .list([])
        }
        var kept: [Value] = []
        var missing: UnknownSet?
        for index in items.indices {
            frame.values[slot] = items[index]
            switch code(&frame) {
            case .boolean(true): kept.append(items[index])
            case .boolean(false), .null: continue
            case .unknown(let set): missing.note(set)
            case .number(let position) where index == 0: return self.pick(.list(items), position)
            default: return .null
            }
            if frame.steps <= 0 { return .null }
        }
        if let missing { return .unknown(missing) }
        return .list(kept)
    }

    mutating func function(_ node: Node, _ parameters: [Parameter], _ body: Node) -> Piece {
        guard case .locals(let slots) = node.binding, case .function(let types, let result) = node.type else {
            return Piece(constant: .null)
        }
        let selfSlot = slots.count > parameters.count ? slots.last : nil
        let literal = FunctionLiteral(
            slots: Array(slots.prefix(parameters.count)),
            selfSlot: selfSlot,
            depth: body.depth + 2,
            code: self.compile(body).code
        )
        let names = parameters.map(\.name)
        return Piece { frame in
            guard frame.spend(1 + frame.values.count / 16) else { return .null }
            let body = FunctionValue.Body.literal(literal, captured: frame.values)
            return .function(FunctionValue(parameters: names, types: types, result: result, body: body))
        }
    }
}
