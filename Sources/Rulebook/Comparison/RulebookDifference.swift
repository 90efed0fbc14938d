/// What changed from one rulebook to another, in the words of their files.
public enum RulebookDifference {
    /// The changes, one a line, in the order of the new file; what is gone comes last.
    ///
    /// A line reads `EW-MV-CAP maximum: 400 → 500`. Comments and layout make no difference.
    public static func lines(from old: Rulebook, to new: Rulebook) -> [String] {
        let before = RulebookInventory(old)
        let after = RulebookInventory(new)
        var lines: [String] = []
        for group in after.groups {
            if let earlier = before.group(group.name) {
                lines += self.lines(from: earlier, to: group)
            } else {
                lines.append("\(group.name) is new\(group.essence.map { ": \($0)" } ?? "")")
            }
        }
        for group in before.groups where after.group(group.name) == nil {
            lines.append("\(group.name) is gone\(group.essence.map { ": \($0)" } ?? "")")
        }
        return lines
    }

    private static func lines(from old: RulebookInventory.Group, to new: RulebookInventory.Group) -> [String] {
        var lines: [String] = []
        func tell(_ field: String, _ before: String?, _ after: String?) {
            let label = field.isEmpty ? new.name : "\(new.name) \(field)"
            lines.append("\(label): \(before ?? "(nothing)") → \(after ?? "(nothing)")")
        }
        for field in new.fields where old[field.name] != field.text {
            tell(field.name, old[field.name], field.text)
        }
        for field in old.fields where new[field.name] == nil {
            tell(field.name, field.text, nil)
        }
        return lines
    }
}
