extension Checker {
    mutating func checkFilter(_ node: Node, _ list: Node, _ condition: Node) {
        self.check(list)
        let slot = self.newSlot()
        let item: ValueType = if case .list(let item) = list.type { item } else { list.type }
        self.layers.append(.item(slot: slot, type: item == .null ? .any : item, unit: list.unit))
        self.check(condition)
        self.layers.removeLast()
        node.binding = .locals([slot])
        switch condition.type {
        case .number: node.type = item
        case .boolean: node.type = .list(item)
        case .any, .null: node.type = .any
        default:
            self.fault("a filter must be a condition or a position, this is a \(condition.type)", condition.span)
        }
        node.nullable = list.nullable || condition.type != .boolean
        node.unit = list.unit
    }

    /// Declares the variables of `for`, `some` and `every`; the caller removes the layers.
    private mutating func declare(_ iterations: [Iteration]) -> [Int] {
        var slots: [Int] = []
        for iteration in iterations {
            self.check(iteration.domain)
            if let end = iteration.end {
                self.check(end)
                self.checkComparison(.less, iteration.domain, end, iteration.domain.span.through(end.span))
            }
            let slot = self.newSlot()
            slots.append(slot)
            let type: ValueType =
                switch iteration.domain.type {
                case .list(let item): item
                case .range(let item): item
                case let scalar: scalar
                }
            self.layers.append(
                .variable(name: iteration.name, slot: slot, type: type, nullable: true, unit: iteration.domain.unit)
            )
        }
        return slots
    }

    mutating func checkLoop(_ node: Node, _ iterations: [Iteration], _ body: Node) {
        let depth = self.layers.count
        var slots = self.declare(iterations)
        let partial = self.newSlot()
        slots.append(partial)
        self.layers.append(.variable(name: "partial", slot: partial, type: .list(.any), nullable: false))
        self.check(body)
        self.layers.removeLast(self.layers.count - depth)
        node.binding = .locals(slots)
        node.type = .list(body.type)
        node.unit = body.unit
        node.nullable = iterations.contains { $0.domain.nullable }
    }

    mutating func checkQuantifier(_ node: Node, _ iterations: [Iteration], _ test: Node) {
        let depth = self.layers.count
        let slots = self.declare(iterations)
        self.check(test)
        self.expect(.boolean, test, "the test of a quantifier")
        self.layers.removeLast(self.layers.count - depth)
        node.binding = .locals(slots)
        node.type = .boolean
    }

    mutating func checkContext(_ node: Node, _ entries: [Entry]) {
        let depth = self.layers.count
        var slots: [Int] = []
        var fields: [(name: String, type: ValueType)] = []
        var units: [String: String] = [:]
        for entry in entries {
            if fields.contains(where: { $0.name == entry.name }) {
                self.fault("the key `\(entry.name)` stands twice", entry.span)
            }
            let slot = self.newSlot()
            if case .function(let parameters, let body) = entry.value.kind {
                // A function may call itself by the name of its entry.
                self.layers.append(.variable(name: entry.name, slot: slot, type: .any, nullable: false))
                self.checkFunction(entry.value, parameters, body, selfName: slot)
                self.layers.removeLast()
            } else {
                self.check(entry.value)
            }
            slots.append(slot)
            fields.append((entry.name, entry.value.type))
            let (type, nullable, unit) = (entry.value.type, entry.value.nullable, entry.value.unit)
            self.layers.append(
                .variable(name: entry.name, slot: slot, type: type, nullable: nullable, unit: unit)
            )
            if let unit { units[entry.name] = unit }
        }
        self.layers.removeLast(self.layers.count - depth)
        node.binding = .locals(slots)
        node.type = .context(Shape(name: "", fields: fields, units: units))
        node.nullable = false
    }

    mutating func checkFunction(_ node: Node, _ parameters: [Parameter], _ body: Node, selfName: Int?) {
        let depth = self.layers.count
        var slots: [Int] = []
        for parameter in parameters {
            let slot = self.newSlot()
            slots.append(slot)
            let type = parameter.type?.type ?? .any
            self.layers.append(.variable(name: parameter.name, slot: slot, type: type, nullable: true))
        }
        self.check(body)
        self.layers.removeLast(self.layers.count - depth)
        node.binding = .locals(slots + [selfName].compactMap { $0 })
        node.type = .function(parameters: parameters.map { $0.type?.type ?? .any }, result: body.type)
        node.nullable = false
    }

    mutating func checkCall(_ node: Node, _ callee: Node, _ arguments: [Argument]) {
        self.check(callee)
        let asks = callee.builtinName == "is defined"
        if asks { self.guards += 1 }
        for argument in arguments { self.check(argument.value) }
        if asks { self.guards -= 1 }
        self.checkUnits(node, callee, arguments)
        guard case .builtin(let builtin) = callee.binding else {
            if case .function(_, let result) = callee.type {
                node.type = result
            } else if callee.type != .any, callee.type != .null {
                self.fault("a \(callee.type) cannot be called", callee.span)
            }
            return
        }
        node.type = builtin.resultType(arguments.map(\.value.type))
        node.nullable = !builtin.isTotal || arguments.contains { $0.value.nullable }
        let matches = builtin.matches(arguments.map(\.name))
        guard let first = matches.first else {
            self.fault(builtin.mismatch(arguments.map(\.name)), node.span)
            return
        }
        if matches.contains(where: { Self.misfit($0.signature, $0.places, arguments) == nil }) { return }
        guard let misfit = Self.misfit(first.signature, first.places, arguments) else { return }
        let argument = arguments[misfit.argument]
        self.fault(
            "`\(misfit.parameter.name)` of `\(builtin.name)` must be \(misfit.parameter.kind.words), this is a "
                + "\(argument.value.type)",
            argument.span
        )
    }

    /// The first argument that the signature does not take.
    private static func misfit(
        _ signature: Signature,
        _ places: [Int],
        _ arguments: [Argument]
    ) -> (argument: Int, parameter: Signature.Parameter)? {
        for (index, place) in places.enumerated() {
            let parameter = signature.parameter(place)
            if !parameter.kind.admits(arguments[index].value.type) { return (index, parameter) }
        }
        return nil
    }
}
