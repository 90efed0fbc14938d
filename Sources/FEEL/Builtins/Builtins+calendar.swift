extension Builtins { static let calendar: [Builtin] = [] }
