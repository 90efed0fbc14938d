/// The functions of the language by name.
enum Builtins {
    private static let all: [String: Builtin] = {
        let families = [
            Self.conversion, Self.boolean, Self.strings, Self.patterns, Self.lists, Self.listChanges, Self.aggregates,
            Self.numbers, Self.rounding, Self.temporal, Self.calendar, Self.ranges, Self.contexts, Self.sorting,
            Self.facts,
        ]
        return Dictionary(families.joined().map { ($0.name, $0) }) { first, _ in first }
    }()

    /// The function of a name.
    static func named(_ name: String) -> Builtin? { self.all[name] }

    /// The names of all functions.
    static var names: Dictionary<String, Builtin>.Keys { self.all.keys }

    /// The names that consist of several words.
    static let knownNames: KnownNames = {
        var names = KnownNames()
        for name in Self.all.keys.sorted() { names.add(name) }
        return names
    }()
}
