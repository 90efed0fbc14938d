extension Compiler {
    /// What `for`, `some` and `every` run over.
    private struct Domain {
        let slot: Int
        let code: Code
        let end: Code?

        /// The values one after another; `nil` if there is nothing to run over.
        func sequence(_ frame: inout Frame) -> IterationDomain {
            let first = self.code(&frame)
            guard let end else { return IterationDomain(first) }
            return IterationDomain(from: first, through: end(&frame))
        }
    }

    private mutating func domains(_ iterations: [Iteration], _ slots: [Int]) -> [Domain] {
        zip(iterations, slots)
            .map { iteration, slot in
                Domain(
                    slot: slot,
                    code: self.compile(iteration.domain).code,
                    end: iteration.end.map { self.compile($0).code }
                )
            }
    }

    mutating func loop(_ node: Node, _ iterations: [Iteration], _ body: Node) -> Piece {
        guard case .locals(let slots) = node.binding, let partial = slots.last else { return Piece(constant: .null) }
        let domains = self.domains(iterations, slots)
        let code = self.compile(body).code
        let usesPartial = body.mentions("partial")
        if let simple = self.simple(domains), !usesPartial {
            return Self.map(simple.slot, simple.code, code)
        }
        return Piece { frame in
            var results: [Value] = []
            if usesPartial { frame.values[partial] = .list([]) }
            let failure = Self.run(domains[...], &frame) { frame in
                let value = code(&frame)
                if usesPartial {
                    // The variable must not share the list while it grows, or each round would copy it.
                    frame.values[partial] = .null
                    guard Self.isShallow(value, &frame) else { return .null }
                }
                results.append(value)
                if usesPartial { frame.values[partial] = .list(results) }
                return results.count <= Frame.sizeLimit ? nil : .null
            }
            return failure ?? .list(results)
        }
    }

    /// Whether a value is not nested so deep that freeing it could overflow the stack.
    private static func isShallow(_ value: Value, _ frame: inout Frame, _ depth: Int = 0) -> Bool {
        guard depth < 100, frame.spend() else { return false }
        switch value {
        case .list(let items):
            for item in items where !self.isShallow(item, &frame, depth + 1) { return false }
        case .context(let context):
            for item in context.values where !self.isShallow(item, &frame, depth + 1) { return false }
        default: break
        }
        return true
    }

    mutating func quantifier(_ node: Node, _ iterations: [Iteration], _ test: Node, decisive: Bool) -> Piece {
        guard case .locals(let slots) = node.binding else { return Piece(constant: .null) }
        let domains = self.domains(iterations, slots)
        let code = self.compile(test).code
        if let simple = self.simple(domains) { return Self.fold(simple.slot, simple.code, code, decisive) }
        return Piece { frame in
            var fold = TernaryFold(decisive: decisive)
            let settled = Self.run(domains[...], &frame) { frame in
                fold.take(code(&frame)) ? .boolean(decisive) : nil
            }
            return settled ?? fold.result
        }
    }

    /// The only domain, if it is an expression.
    private func simple(_ domains: [Domain]) -> Domain? {
        domains.count == 1 && domains[0].end == nil ? domains[0] : nil
    }

    /// `for` over the items of one list, which most loops are.
    private static func map(_ slot: Int, _ domain: @escaping Code, _ body: @escaping Code) -> Piece {
        Piece { frame in
            let value = domain(&frame)
            var results: [Value] = []
            switch IterationDomain(value) {
            case .items(let items):
                guard frame.spend(items.count + 1) else { return .null }
                results.reserveCapacity(items.count)
                for index in items.indices {
                    frame.values[slot] = items[index]
                    results.append(body(&frame))
                    if frame.steps <= 0 { return .null }
                }
            case .steps(var steps):
                while let item = steps.next() {
                    guard frame.spend(), results.count < Frame.sizeLimit else { return .null }
                    frame.values[slot] = item
                    results.append(body(&frame))
                }
            case .nothing(let value): return value
            }
            return .list(results)
        }
    }

    /// `some` (true settles it) or `every` (false does) over one list.
    private static func fold(
        _ slot: Int,
        _ domain: @escaping Code,
        _ test: @escaping Code,
        _ decisive: Bool
    ) -> Piece {
        Piece { frame in
            let value = domain(&frame)
            var fold = TernaryFold(decisive: decisive)
            switch IterationDomain(value) {
            case .items(let items):
                guard frame.spend(items.count + 1) else { return .null }
                for index in items.indices {
                    frame.values[slot] = items[index]
                    if fold.take(test(&frame)) { return .boolean(decisive) }
                    if frame.steps <= 0 { return .null }
                }
            case .steps(var steps):
                while let item = steps.next() {
                    guard frame.spend() else { return .null }
                    frame.values[slot] = item
                    if fold.take(test(&frame)) { return .boolean(decisive) }
                }
            case .nothing(let value): return value
            }
            return fold.result
        }
    }

    /// Runs a body for each combination of values; a result of the body ends it all.
    private static func run(
        _ domains: ArraySlice<Domain>,
        _ frame: inout Frame,
        _ body: (inout Frame) -> Value?
    ) -> Value? {
        guard let domain = domains.first else { return body(&frame) }
        switch domain.sequence(&frame) {
        case .items(let items):
            for item in items {
                guard frame.spend() else { return .null }
                frame.values[domain.slot] = item
                if let result = self.run(domains.dropFirst(), &frame, body) { return result }
            }
            return nil
        case .steps(var steps):
            while let item = steps.next() {
                guard frame.spend() else { return .null }
                frame.values[domain.slot] = item
                if let result = self.run(domains.dropFirst(), &frame, body) { return result }
            }
            return nil
        case .nothing(let value):
            return value
        }
    }
}

/// What a loop runs over.
enum IterationDomain {
    case items([Value])
    case steps(Steps)
    /// Null, or unknown with its ids: the loop gives just that.
    case nothing(Value)

    /// From the value behind `in`.
    init(_ value: Value) {
        switch value {
        case .list(let items): self = .items(items)
        case .range(let range):
            guard range.form == .interval else {
                self = .nothing(.null)
                return
            }
            self.init(from: range.start, through: range.end, range.startIncluded, range.endIncluded)
        case .null, .unknown: self = .nothing(value)
        default: self = .items([value])
        }
    }

    /// From `start..end`, up or down.
    init(from start: Value, through end: Value, _ startIncluded: Bool = true, _ endIncluded: Bool = true) {
        switch (start, end) {
        case (.number(let first), .number(let last)):
            guard let from = first.wholeInt, let to = last.wholeInt else {
                self = .nothing(.null)
                return
            }
            self = .steps(Steps(from, to, startIncluded, endIncluded, isDate: false))
        case (.date(let first), .date(let last)):
            self = .steps(Steps(first.dayNumber, last.dayNumber, startIncluded, endIncluded, isDate: true))
        default:
            self = .nothing(Operations.unknowns(start, end) ?? .null)
        }
    }
}

/// Whole numbers or days from one to another.
struct Steps {
    private var current: Int
    private var remaining: Int
    private let step: Int
    private let isDate: Bool

    init(_ first: Int, _ last: Int, _ startIncluded: Bool, _ endIncluded: Bool, isDate: Bool) {
        self.step = first <= last ? 1 : -1
        let (distance, overflow) = last.subtractingReportingOverflow(first)
        let count = overflow ? Int(Int32.max) : Int(clamping: distance.magnitude)
        let total = min(count, Int(Int32.max)) + 1
        self.remaining = total - (startIncluded ? 0 : 1) - (endIncluded ? 0 : 1)
        self.current = startIncluded ? first : first &+ self.step
        self.isDate = isDate
    }

    mutating func next() -> Value? {
        guard self.remaining > 0 else { return nil }
        defer {
            self.remaining -= 1
            self.current &+= self.step
        }
        if self.isDate { return CalendarDate(dayNumber: self.current).map { .date($0) } }
        return .number(Number(self.current))
    }
}
