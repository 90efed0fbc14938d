/// The names that the parser may put together from several tokens, by their first token.
struct KnownNames {
    /// A name cut into tokens.
    struct Candidate {
        let name: String
        let parts: [String]
    }

    private var byFirst: [String: [Candidate]] = [:]
    private var known: Set<String> = []

    init() {}

    /// Adds a name, unless it is a single token (which needs no help).
    mutating func add(_ name: String) {
        // Most names are one plain word, which needs no help.
        let isWord = name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || (0x30...0x39).contains(byte)
        }
        if isWord { return }
        guard !self.known.contains(name) else { return }
        self.known.insert(name)
        guard let tokens = try? Lexer.tokens(of: name), tokens.count > 1 else { return }
        let parts = tokens.dropLast().map(\.namePart)
        guard let first = parts.first else { return }
        var candidates = self.byFirst[first] ?? []
        let place = candidates.firstIndex { $0.parts.count < parts.count } ?? candidates.count
        candidates.insert(Candidate(name: name, parts: parts), at: place)
        self.byFirst[first] = candidates
    }

    /// The candidates that begin with a token, longest first.
    func candidates(_ first: String) -> [Candidate] { self.byFirst[first] ?? [] }
}
