/// A function: a built-in one, or one that an expression wrote down, with the values that it saw there.
public final class FunctionValue: Sendable {
    /// The names of the parameters.
    let parameters: [String]
    /// The declared types of the parameters.
    let types: [ValueType]
    /// The type of what it returns, as far as known.
    let result: ValueType
    /// What it does.
    let body: Body

    /// What a function does.
    enum Body: Sendable {
        /// A function of the language.
        case builtin(Builtin)
        /// A function literal.
        case literal(FunctionLiteral, captured: [Value])
    }

    init(parameters: [String], types: [ValueType], result: ValueType, body: Body) {
        self.parameters = parameters
        self.types = types
        self.result = result
        self.body = body
    }
}

/// The compiled part of a function literal, the same for each value made of it.
final class FunctionLiteral: Sendable {
    /// The slots of the parameters.
    let slots: [Int]
    /// The slot through which the body can call the function itself, if it has a name.
    let selfSlot: Int?
    /// How deep the body is nested.
    let depth: Int
    /// The body.
    let code: Code

    init(slots: [Int], selfSlot: Int?, depth: Int, code: @escaping Code) {
        self.slots = slots
        self.selfSlot = selfSlot
        self.depth = depth
        self.code = code
    }
}
