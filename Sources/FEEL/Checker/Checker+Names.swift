extension Checker {
    /// What a name stands for.
    struct Finding {
        let binding: Binding
        let type: ValueType
        let nullable: Bool
        let unit: String?

        init(_ binding: Binding, _ type: ValueType, _ nullable: Bool, _ unit: String? = nil) {
            self.binding = binding
            self.type = type
            self.nullable = nullable
            self.unit = unit
        }
    }

    mutating func checkName(_ node: Node, _ name: String) {
        guard let found = self.find(name) else {
            node.type = .any
            self.fault("there is no `\(name)` here\(self.hint(name))", node.span)
            return
        }
        node.binding = found.binding
        node.type = found.type
        node.nullable = found.nullable
        node.unit = found.unit
        switch found.binding {
        case .member(_, let shape, let index): self.noteRead(shape, index)
        case .slot(let slot) where slot < self.scope.slots && found.nullable:
            // A context tells by its entries what may be missing.
            if !found.type.hasEntries { self.noteUncertain(FieldRead(shape: "", field: name)) }
        default: break
        }
    }

    /// What a name stands for, from the innermost place outwards.
    func find(_ name: String) -> Finding? {
        self.find(name, below: self.layers.count)
    }

    private func find(_ name: String, below top: Int) -> Finding? {
        for level in stride(from: top - 1, through: 0, by: -1) {
            switch self.layers[level] {
            case .variable(let own, let slot, let type, let nullable, let unit):
                if own == name { return Finding(.slot(slot), type, nullable, unit) }
            case .item(let slot, let type, let unit):
                if case .context(let shape) = type, let index = shape.index(of: name) {
                    let binding = Binding.member(slot: slot, shape: shape, index: index)
                    return Finding(binding, shape.fields[index].type, true, shape.units[name])
                }
                if name == "item" { return Finding(.slot(slot), type, true, unit) }
                guard case .any = type else { continue }
                let outer = self.find(name, below: level)
                if case .builtin? = outer?.binding { return outer }
                return Finding(.dynamicMember(slot: slot, otherwise: outer?.binding ?? .unresolved), .any, true)
            }
        }
        if let variable = self.scope.variable(name) {
            return Finding(.slot(variable.slot), variable.type, variable.nullable, variable.unit)
        }
        if let builtin = Builtins.named(name) {
            return Finding(.builtin(builtin), .function(parameters: [], result: builtin.result), false)
        }
        return nil
    }

    /// `; did you mean …?` where something similar is in scope.
    private func hint(_ name: String) -> String {
        var candidates: [String] = []
        for layer in self.layers {
            switch layer {
            case .variable(let own, _, _, _, _): candidates.append(own)
            case .item(_, .context(let shape), _): candidates += shape.fields.map(\.name)
            case .item: break
            }
        }
        candidates += self.scope.variables.map(\.name)
        candidates += Builtins.names
        return Self.suggestion(name, candidates)
    }

    static func suggestion(_ name: String, _ candidates: [String]) -> String {
        NearestName.find(name, among: candidates).map { "; did you mean `\($0)`?" } ?? ""
    }

    mutating func checkPath(_ node: Node, _ base: Node, _ name: String) {
        self.check(base)
        let (type, problem) = self.member(node, base.type, name)
        node.type = type
        if let problem { self.fault(problem, node.span) }
    }

    /// The type of `base.name`, and what is wrong with it.
    private mutating func member(_ node: Node, _ base: ValueType, _ name: String) -> (ValueType, String?) {
        switch base {
        case .context(let shape):
            guard let index = shape.index(of: name) else {
                let owner = shape.name.isEmpty ? "the context" : "`\(shape.name)`"
                return (.any, "\(owner) has no `\(name)`\(Self.suggestion(name, shape.fields.map(\.name)))")
            }
            node.binding = .index(shape: shape, index: index)
            node.unit = shape.units[name]
            self.noteRead(shape, index)
            return (shape.fields[index].type, nil)
        case .list(let item):
            let (type, problem) = self.member(node, item, name)
            return (.list(type), problem)
        case .any, .null, .function:
            return (.any, nil)
        default:
            guard let type = Self.property(name, of: base) else { return (.null, "a \(base) has no `\(name)`") }
            return (type, nil)
        }
    }

    private static func property(_ name: String, of type: ValueType) -> ValueType? {
        switch (type, name) {
        case (.date, "year"), (.date, "month"), (.date, "day"), (.date, "weekday"), (.dateTime, "year"),
            (.dateTime, "month"), (.dateTime, "day"), (.dateTime, "weekday"), (.dateTime, "hour"),
            (.dateTime, "minute"), (.dateTime, "second"), (.time, "hour"), (.time, "minute"), (.time, "second"),
            (.yearsMonthsDuration, "years"), (.yearsMonthsDuration, "months"), (.daysTimeDuration, "days"),
            (.daysTimeDuration, "hours"), (.daysTimeDuration, "minutes"), (.daysTimeDuration, "seconds"):
            .number
        case (.dateTime, "time offset"), (.time, "time offset"): .daysTimeDuration
        case (.dateTime, "timezone"), (.time, "timezone"): .text
        case (.range(let item), "start"), (.range(let item), "end"): item
        case (.range, "start included"), (.range, "end included"): .boolean
        default: nil
        }
    }
}
