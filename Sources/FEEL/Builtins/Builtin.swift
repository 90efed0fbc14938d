/// A function of the language.
final class Builtin: Sendable {
    /// What it does with arguments that are unknown.
    enum Unknowns: Sendable {
        /// An unknown argument makes the result unknown.
        case spread
        /// So does an unknown item of a list.
        case spreadItems
        /// It decides by itself.
        case own
    }

    /// A short cut that builds no list of arguments.
    enum Quick: Sendable {
        case one(@Sendable (Value) -> Value?)
        case two(@Sendable (Value, Value) -> Value?)
    }

    /// What is known of the type that it returns.
    enum Result: Sendable {
        case always(ValueType)
        /// The items of its first argument, or the arguments themselves.
        case item
        /// As its first argument.
        case first
        /// A list of the items of its arguments.
        case listOfItems
    }

    let name: String
    let signatures: [Signature]
    let unknowns: Unknowns
    let result: ValueType
    /// Whether equal arguments always give equal results.
    let isPure: Bool
    /// Whether it is never null if its arguments are not.
    let isTotal: Bool
    /// A short cut for the commonest arguments; it gives `nil` for all others.
    let quick: Quick?
    private let typing: Result

    init(
        _ name: String,
        _ typing: Result,
        unknowns: Unknowns = .spread,
        isPure: Bool = true,
        isTotal: Bool = false,
        quick: Quick? = nil,
        _ signatures: [Signature]
    ) {
        self.name = name
        self.signatures = signatures
        self.unknowns = unknowns
        self.isPure = isPure
        self.isTotal = isTotal
        self.quick = quick
        self.typing = typing
        if case .always(let type) = typing { self.result = type } else { self.result = .any }
    }

    /// The type of the result for arguments of these types.
    func resultType(_ arguments: [ValueType]) -> ValueType {
        switch self.typing {
        case .always(let type): return type
        case .first: return arguments.first ?? .any
        case .item:
            if arguments.count == 1, case .list(let item) = arguments[0] { return item }
            return arguments.isEmpty ? .any : arguments.dropFirst().reduce(arguments[0]) { $0.joined($1) }
        case .listOfItems:
            let items = arguments.map { type -> ValueType in
                if case .list(let item) = type { return item }
                return type
            }
            return .list(items.isEmpty ? .any : items.dropFirst().reduce(items[0]) { $0.joined($1) })
        }
    }

    /// The signatures that fit arguments by their number and names, with the places of the arguments.
    func matches(_ names: [String?]) -> [(signature: Signature, places: [Int])] {
        self.signatures.compactMap { signature in
            signature.places(names).map { (signature, $0) }
        }
    }

    /// Why no signature fits.
    func mismatch(_ names: [String?]) -> String {
        let forms = self.signatures.map { signature in
            let parameters = signature.parameters.map { $0.name + ($0.isOptional ? "?" : "") + ($0.isRest ? "…" : "") }
            return "\(self.name)(\(parameters.joined(separator: ", ")))"
        }
        let known = self.signatures.flatMap { $0.parameters.map(\.name) }
        if let wrong = names.compactMap({ $0 }).first(where: { !known.contains($0) }) {
            return "`\(self.name)` has no parameter `\(wrong)`\(Checker.suggestion(wrong, known)); it is called as "
                + forms.joined(separator: " or ")
        }
        return "`\(self.name)` is called as \(forms.joined(separator: " or ")), not with \(names.count) "
            + (names.count == 1 ? "argument" : "arguments")
    }

    /// Calls it by the first signature that takes the values.
    func call(
        _ matches: [(signature: Signature, places: [Int])],
        _ values: [Value],
        _ frame: inout Frame
    ) -> Value {
        guard frame.spend(Self.cost(values)) else { return .null }
        if let missing = self.missing(values) { return .unknown(missing) }
        for match in matches {
            guard let arguments = match.signature.arrange(values, match.places) else { continue }
            if self.unknowns == .spreadItems, let missing = self.missing(arguments) { return .unknown(missing) }
            return match.signature.body(arguments, &frame)
        }
        return .null
    }

    /// Steps for looking at the arguments once.
    private static func cost(_ values: [Value]) -> Int {
        values.reduce(1) { cost, value in
            switch value {
            case .text(let text): cost + text.utf8.count / 32
            case .list(let items): cost + items.count / 4
            case .context(let context): cost + context.values.count / 4
            default: cost
            }
        }
    }

    /// The facts whose lack makes the result unknown.
    func missing(_ values: [Value]) -> UnknownSet? {
        if self.unknowns == .own { return nil }
        var missing: UnknownSet?
        for value in values {
            switch value {
            case .unknown(let set): missing.note(set)
            case .list(let items) where self.unknowns == .spreadItems:
                for case .unknown(let set) in items { missing.note(set) }
            default: break
            }
        }
        return missing
    }
}
