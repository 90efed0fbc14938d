internal import Foundation
internal import Yams

/// One configuration file: JSON or YAML, a flat mapping from setting names to values.
///
/// Read with positions, so that every fault is told with its line. JSON is read as the YAML that it is.
public struct SettingsFile: Sendable {
    /// A setting as the file gives it.
    public struct Entry: Sendable, Hashable {
        /// One or more values; more than one only for settings that are lists.
        public let values: [String]
        /// File, line and column, for messages.
        public let position: String
    }

    /// What the file sets, by the setting's name.
    public let entries: [String: Entry]

    /// Reads a file.
    ///
    /// - Parameter path: The file's path.
    /// - Throws: The first fault: a file that can't be read or parsed, an unknown key, or a value of the wrong kind.
    public init(path: String) throws(SettingError) {
        try self.init(text: try Self.text(path), name: path)
    }

    /// Reads the text of a file.
    ///
    /// - Parameters:
    ///   - text: JSON or YAML.
    ///   - name: The file's name, for messages.
    /// - Throws: The first fault.
    public init(text: String, name: String) throws(SettingError) {
        var faults = SettingFaults()
        self.entries = Self.entries(text, name, faults: &faults)
        if let first = faults.list.first { throw first }
    }

    /// What a file sets, as far as it is sound; what is not is added to the faults.
    static func read(_ path: String, faults: inout SettingFaults) -> [String: Entry] {
        guard let text = faults.collect({ () throws(SettingError) in try Self.text(path) }) else { return [:] }
        return Self.entries(text, path, faults: &faults)
    }

    private static func text(_ path: String) throws(SettingError) -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw SettingError(source: path, problem: "can't be read as a UTF-8 text file")
        }
    }

    private static func entries(_ text: String, _ name: String, faults: inout SettingFaults) -> [String: Entry] {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            faults.add(SettingError(source: name, problem: "is neither JSON nor YAML: \(error)"))
            return [:]
        }
        guard let root else { return [:] }
        guard let mapping = root.mapping else {
            faults.add(SettingError(source: name, problem: "must be a mapping from setting names to values"))
            return [:]
        }
        var entries: [String: Entry] = [:]
        for (key, value) in mapping {
            let position = Self.position(of: key, in: name)
            faults.collect { () throws(SettingError) in
                guard let setting = Setting.inFiles.first(where: { $0.name == key.string }) else {
                    throw SettingError(source: position, problem: Self.unknown(key.string))
                }
                let values = try Self.values(of: value, for: setting, position: position)
                guard entries.updateValue(Entry(values: values, position: position), forKey: setting.name) == nil else {
                    throw SettingError(source: position, problem: "“\(setting.name)” stands twice")
                }
            }
        }
        return entries
    }

    private static func unknown(_ key: String?) -> String {
        let names = Setting.inFiles.map(\.name)
        guard let key else { return "unknown setting (not text); known are \(names.joined(separator: ", "))" }
        if let nearest = NearestName.find(key, among: names) {
            return "unknown setting “\(key)”; did you mean “\(nearest)”?"
        }
        return "unknown setting “\(key)”; known are \(names.joined(separator: ", "))"
    }

    private static func values(of node: Node, for setting: Setting, position: String) throws(SettingError) -> [String] {
        switch node {
        case .scalar(let scalar):
            return [scalar.string]
        case .sequence(let sequence) where setting.isList:
            let texts = sequence.compactMap { $0.scalar?.string }
            guard texts.count == sequence.count else {
                throw SettingError(source: position, problem: "“\(setting.name)” takes a list of plain values")
            }
            return texts
        case .mapping(let mapping) where setting.isMapping:
            let pairs = mapping.compactMap { key, value in
                key.string.flatMap { name in Self.plain(value).map { "\(name)=\($0)" } }
            }
            guard pairs.count == mapping.count else {
                throw SettingError(source: position, problem: "“\(setting.name)” maps names to plain values")
            }
            return pairs
        case .sequence, .mapping, .alias:
            let wanted = setting.isList ? "a value or a list of values" : "one value"
            throw SettingError(source: position, problem: "“\(setting.name)” takes \(wanted)")
        }
    }

    /// A value, or several with commas between them.
    private static func plain(_ node: Node) -> String? {
        if let scalar = node.scalar { return scalar.string }
        guard let sequence = node.sequence else { return nil }
        let texts = sequence.compactMap { $0.scalar?.string }
        return texts.count == sequence.count ? texts.joined(separator: ",") : nil
    }

    private static func position(of node: Node, in name: String) -> String {
        node.mark.map { "\(name):\($0.line):\($0.column)" } ?? name
    }
}
