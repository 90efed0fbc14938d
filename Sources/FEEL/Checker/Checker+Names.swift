extension Checker {
    mutating func checkName(_ node: Node, _ name: String) {
        guard let found = self.find(name) else {
            node.type = .any
            self.fault("there is no `\(name)` here\(self.hint(name))", node.span)
            return
        }
        node.binding = found.binding
        node.type = found.type
        node.nullable = found.nullable
        if case .member(_, let shape, let index) = found.binding { self.noteRead(shape, index) }
    }

    /// What a name stands for, from the innermost place outwards.
    func find(_ name: String) -> (binding: Binding, type: ValueType, nullable: Bool)? {
        self.find(name, below: self.layers.count)
    }

    private func find(_ name: String, below top: Int) -> (binding: Binding, type: ValueType, nullable: Bool)? {
        for level in stride(from: top - 1, through: 0, by: -1) {
            switch self.layers[level] {
            case .variable(let own, let slot, let type, let nullable):
                if own == name { return (.slot(slot), type, nullable) }
            case .item(let slot, let type):
                if case .context(let shape) = type, let index = shape.index(of: name) {
                    return (.member(slot: slot, shape: shape, index: index), shape.fields[index].type, true)
                }
                if name == "item" { return (.slot(slot), type, true) }
                guard case .any = type else { continue }
                let outer = self.find(name, below: level)
                if case .builtin? = outer?.binding { return outer }
                return (.dynamicMember(slot: slot, otherwise: outer?.binding ?? .unresolved), .any, true)
            }
        }
        if let variable = self.scope.variable(name) {
            return (.slot(variable.slot), variable.type, variable.nullable)
        }
        if let builtin = Builtins.named(name) {
            return (.builtin(builtin), .function(parameters: [], result: builtin.result), false)
        }
        return nil
    }

    /// `; did you mean …?` where something similar is in scope.
    private func hint(_ name: String) -> String {
        var candidates: [String] = []
        for layer in self.layers {
            switch layer {
            case .variable(let own, _, _, _): candidates.append(own)
            case .item(_, .context(let shape)): candidates += shape.fields.map(\.name)
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
