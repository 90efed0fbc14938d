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
    /// - Throws: ``SettingError`` for a file that can't be read or parsed, an unknown key, or a value of the wrong kind.
    public init(path: String) throws(SettingError) {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw SettingError(source: path, problem: "can't be read as a UTF-8 text file")
        }
        try self.init(text: text, name: path)
    }

    /// Reads the text of a file.
    ///
    /// - Parameters:
    ///   - text: JSON or YAML.
    ///   - name: The file's name, for messages.
    /// - Throws: ``SettingError`` for text that can't be parsed, an unknown key, or a value of the wrong kind.
    public init(text: String, name: String) throws(SettingError) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw SettingError(source: name, problem: "is neither JSON nor YAML: \(error)")
        }
        guard let root else {
            self.entries = [:]
            return
        }
        guard let mapping = root.mapping else {
            throw SettingError(source: name, problem: "must be a mapping from setting names to values")
        }
        var entries: [String: Entry] = [:]
        for (key, value) in mapping {
            let position = Self.position(of: key, in: name)
            guard let setting = Setting.inFiles.first(where: { $0.name == key.string }) else {
                let names = Setting.inFiles.map(\.name).joined(separator: ", ")
                let written = key.string ?? "(not text)"
                throw SettingError(source: position, problem: "unknown setting “\(written)”; known are \(names)")
            }
            let values = try Self.values(of: value, for: setting, position: position)
            guard entries.updateValue(Entry(values: values, position: position), forKey: setting.name) == nil else {
                throw SettingError(source: position, problem: "“\(setting.name)” stands twice")
            }
        }
        self.entries = entries
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
        case .mapping(let mapping) where setting == .budget:
            let pairs = mapping.compactMap { key, value in
                key.string.flatMap { program in value.scalar.map { "\(program)=\($0.string)" } }
            }
            guard pairs.count == mapping.count else {
                throw SettingError(source: position, problem: "“budget” maps program names to amounts")
            }
            return pairs
        case .sequence, .mapping, .alias:
            let wanted = setting.isList ? "a value or a list of values" : "one value"
            throw SettingError(source: position, problem: "“\(setting.name)” takes \(wanted)")
        }
    }

    private static func position(of node: Node, in name: String) -> String {
        node.mark.map { "\(name):\($0.line):\($0.column)" } ?? name
    }
}
