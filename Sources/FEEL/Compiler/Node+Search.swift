extension Node {
    /// Whether a name stands anywhere in the tree.
    func mentions(_ name: String) -> Bool {
        if case .name(let own) = self.kind { return own == name }
        return self.children.contains { $0.mentions(name) }
    }

    /// The parts of the node in order of appearance.
    var children: [Node] {
        switch self.kind {
        case .constant, .name: []
        case .path(let base, _), .negate(let base), .instanceOf(let base, _), .unaryTest(_, let base): [base]
        case .filter(let left, let right), .arithmetic(_, let left, let right), .comparison(_, let left, let right):
            [left, right]
        case .call(let callee, let arguments): [callee] + arguments.map(\.value)
        case .and(let nodes), .or(let nodes), .list(let nodes), .tests(let nodes), .negatedTests(let nodes): nodes
        case .between(let value, let lower, let upper), .condition(let value, let lower, let upper):
            [value, lower, upper]
        case .isIn(let value, let tests): [value] + tests
        case .loop(let iterations, let body), .some(let iterations, let body), .every(let iterations, let body):
            iterations.flatMap { [$0.domain, $0.end].compactMap { $0 } } + [body]
        case .context(let entries): entries.map(\.value)
        case .range(let lower, let upper, _, _): [lower, upper].compactMap { $0 }
        case .function(_, let body): [body]
        }
    }
}
