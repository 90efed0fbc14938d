/// One way to call a built-in function.
struct Signature: Sendable {
    /// A parameter with the name under which it can be given.
    struct Parameter: Sendable {
        let name: String
        let kind: ParameterKind
        let isOptional: Bool
        /// Whether null is a value that it takes.
        let takesNull: Bool
        /// Whether it takes all the arguments that are left.
        let isRest: Bool
    }

    /// Takes the arguments in order, optional ones at the end left out.
    typealias Body = @Sendable ([Value], inout Frame) -> Value

    /// Makes a body for arguments of which some are known beforehand; `nil` if there is nothing to gain.
    typealias Preparation = @Sendable ([Value?]) -> Body?

    let parameters: [Parameter]
    let body: Body
    private let preparation: Preparation?
    /// How many arguments there are at least, those in between counted that may be null.
    private let required: Int

    /// From a description such as `string:text, start position:number, length?:number`.
    ///
    /// `?` marks an optional parameter, `!` one that takes null, `...` one that takes the rest.
    init(_ description: String, preparing: Preparation? = nil, _ body: @escaping Body) {
        let parameters = description.split(separator: ",")
            .map { part in
                let sides = part.split(separator: ":")
                var name = sides[0].drop { $0 == " " }
                let isOptional = name.hasSuffix("?")
                if isOptional { name = name.dropLast() }
                var kind = sides.count > 1 ? sides[1].filter { $0 != " " } : "any"
                let isRest = kind.hasSuffix("...")
                if isRest { kind.removeLast(3) }
                let takesNull = kind.hasSuffix("!")
                if takesNull { kind.removeLast() }
                let kindValue = ParameterKind(rawValue: kind) ?? .any
                return Parameter(
                    name: String(name),
                    kind: kindValue,
                    isOptional: isOptional,
                    takesNull: takesNull || kindValue == .any,
                    isRest: isRest
                )
            }
        self.init(parameters, preparing, body)
    }

    private init(_ parameters: [Parameter], _ preparation: Preparation?, _ body: @escaping Body) {
        self.parameters = parameters
        self.body = body
        self.preparation = preparation
        self.required = (parameters.lastIndex { !$0.isOptional && !$0.isRest } ?? -1) + 1
    }

    /// The signature with what can be done once for arguments that are known beforehand, if they stand in order.
    func prepared(for constants: [Value?], at places: [Int]) -> Signature {
        guard places.elementsEqual(places.indices), let body = self.preparation?(constants) else { return self }
        return Signature(self.parameters, self.preparation, body)
    }

    /// The parameter of a place; the last one where it takes the rest.
    func parameter(_ place: Int) -> Parameter {
        self.parameters[min(place, self.parameters.count - 1)]
    }

    private var hasRest: Bool { self.parameters.last?.isRest ?? false }

    /// The places of arguments given by position or by name; `nil` if they do not fit.
    func places(_ names: [String?]) -> [Int]? {
        let required = self.parameters.filter { !$0.isOptional }.count
        if names.allSatisfy({ $0 == nil }) {
            guard names.count >= required, names.count <= self.parameters.count || self.hasRest else { return nil }
            return Array(names.indices)
        }
        var places: [Int] = []
        for name in names {
            guard let name, let place = self.parameters.firstIndex(where: { $0.name == name }),
                !places.contains(place)
            else { return nil }
            places.append(place)
        }
        // What is not given by name is null, if the parameter takes that.
        let missing = self.parameters.indices.contains { index in
            let parameter = self.parameters[index]
            return !parameter.isOptional && !parameter.takesNull && !places.contains(index)
        }
        return missing ? nil : places
    }

    /// The arguments in the order of the parameters, converted; `nil` if one of them does not fit.
    func arrange(_ values: [Value], _ places: [Int]) -> [Value]? {
        if self.takes(values, places) { return values }
        var arranged: [Value] = []
        arranged.reserveCapacity(values.count)
        for place in 0..<max(self.required, (places.max() ?? -1) + 1) {
            guard let index = places.firstIndex(of: place) else {
                arranged.append(.null)
                continue
            }
            let parameter = self.parameter(place)
            let value = values[index]
            if case .null = value, parameter.takesNull || (parameter.isOptional && parameter.takesNull) {
                arranged.append(value)
            } else if let taken = parameter.kind.take(value) {
                arranged.append(taken)
            } else {
                return nil
            }
        }
        return arranged
    }

    /// Whether the arguments stand in order already and need no conversion, as nearly always.
    private func takes(_ values: [Value], _ places: [Int]) -> Bool {
        guard values.count >= self.required else { return false }
        for (index, value) in values.enumerated() {
            guard places[index] == index, self.parameter(index).kind.accepts(value) else { return false }
        }
        return true
    }
}
