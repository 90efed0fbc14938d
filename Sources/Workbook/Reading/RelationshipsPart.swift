/// Where a part's relations stand: the parts that it names by an id.
struct RelationshipsPart: PartReader {
    /// The folder that targets are relative to, such as `xl/`.
    let folder: String
    /// The part's name, by relation id.
    private(set) var targets: [String: String] = [:]
    /// The part's name, by the last word of the relation's type, such as `sharedStrings`.
    private(set) var kinds: [String: String] = [:]

    init(folder: String) {
        self.folder = folder
    }

    mutating func start(_ element: Substring, _ attributes: [String: String]) throws(WorkbookError) {
        guard element == "Relationship", let id = attributes["Id"], let target = attributes["Target"] else { return }
        let type = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
        // What stands outside of the file, such as a link, is not read whatever it is.
        if attributes["TargetMode"] == "External" { return }
        guard let name = Self.resolved(target, folder: self.folder) else { return }
        self.targets[id] = name
        if self.kinds[type] == nil { self.kinds[type] = name }
    }

    mutating func text(_ text: String) {}

    mutating func end(_ element: Substring) {}

    /// The name of the part that `target` means; `nil` where it leads out of the file.
    static func resolved(_ target: String, folder: String) -> String? {
        var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for part in target.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}
