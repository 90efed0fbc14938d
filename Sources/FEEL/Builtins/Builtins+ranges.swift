extension Builtins { static let ranges: [Builtin] = [] }
