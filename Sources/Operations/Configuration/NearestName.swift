/// Finds the name that somebody may have meant.
public enum NearestName {
    /// The candidate with the fewest edits, if these are few for the name's length.
    ///
    /// - Complexity: O(length²) for each candidate.
    public static func find(_ name: String, among candidates: some Sequence<String>) -> String? {
        let limit = max(1, name.count / 3)
        let wanted = Array(name.unicodeScalars)
        let scored = candidates.map { (name: $0, edits: Self.edits(wanted, Array($0.unicodeScalars))) }
        return scored.filter { $0.edits <= limit }.min { $0.edits < $1.edits }?.name
    }

    /// Insertions, deletions and replacements between two texts.
    private static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var last = Array(0...right.count)
        for (row, scalar) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = last[column] + (scalar == other ? 0 : 1)
                current.append(min(replaced, last[column + 1] + 1, current[column] + 1))
            }
            last = current
        }
        return last[right.count]
    }
}
