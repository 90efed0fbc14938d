/// A node of the syntax tree.
///
/// The checker writes its type and what its name stands for.
final class Node {
    /// The grammar's expressions.
    indirect enum Kind {
        case constant(Value)
        case name(String)
        case path(Node, String)
        case filter(Node, Node)
        case call(Node, [Argument])
        case negate(Node)
        case arithmetic(Arithmetic, Node, Node)
        case comparison(Comparison, Node, Node)
        case and([Node])
        case or([Node])
        case between(Node, Node, Node)
        case isIn(Node, [Node])
        case instanceOf(Node, TypeNode)
        case condition(Node, Node, Node)
        case loop([Iteration], Node)
        case some([Iteration], Node)
        case every([Iteration], Node)
        case list([Node])
        case context([Entry])
        case range(Node?, Node?, startIncluded: Bool, endIncluded: Bool)
        /// A test such as `< 5` or `!= 5` without its left side.
        case unaryTest(Comparison, Node)
        /// `not(…)` around unary tests.
        case negatedTests([Node])
        /// Several tests, as on the right of `in`.
        case tests([Node])
        case function([Parameter], Node)
    }

    let kind: Kind
    let span: Span
    /// The longest way down to a leaf.
    let depth: Int
    /// What the checker found.
    var type: ValueType = .any
    /// Whether it may be null as far as the checker knows.
    var nullable = true
    /// What the amount, or the amounts in the list, are counted in, as far as the checker knows.
    var unit: String?
    /// What the name stands for; the checker sets it.
    var binding = Binding.unresolved

    init(_ kind: Kind, _ span: Span, depth: Int = 1) {
        self.kind = kind
        self.span = span
        self.depth = depth
    }
}

/// What a name stands for.
enum Binding {
    case unresolved
    /// A declared or local variable.
    case slot(Int)
    /// An entry of the item of a filter, in that slot, at a place of a known shape.
    case member(slot: Int, shape: Shape, index: Int)
    /// An entry of the item, if it has one of that name; otherwise something else.
    indirect case dynamicMember(slot: Int, otherwise: Binding)
    /// A function of the language.
    case builtin(Builtin)
    /// An entry of a shape at a place (for paths).
    case index(shape: Shape, index: Int)
    /// Slots for what an expression introduces.
    case locals([Int])
}

enum Arithmetic {
    case add
    case subtract
    case multiply
    case divide
    case power
}

enum Comparison {
    case equal
    case notEqual
    case less
    case lessOrEqual
    case greater
    case greaterOrEqual

    init?(_ symbol: Symbol) {
        switch symbol {
        case .equal: self = .equal
        case .notEqual: self = .notEqual
        case .less: self = .less
        case .lessOrEqual: self = .lessOrEqual
        case .greater: self = .greater
        case .greaterOrEqual: self = .greaterOrEqual
        default: return nil
        }
    }
}

struct Argument {
    let name: String?
    let value: Node
    let span: Span
}

struct Iteration {
    let name: String
    let domain: Node
    /// The end of `start..end`; `domain` is then the start.
    let end: Node?
    let span: Span
}

struct Entry {
    let name: String
    let value: Node
    let span: Span
}

struct Parameter {
    let name: String
    let type: TypeNode?
    let span: Span
}

/// A type as it is written.
struct TypeNode {
    let type: ValueType
    let span: Span
    /// Why `instance of` can't be answered with it, if so.
    let problem: String?
}
