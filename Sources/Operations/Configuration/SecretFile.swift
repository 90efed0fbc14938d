internal import Foundation

/// A secret in a file: its first line, without the line's end.
///
/// It is opened anew for each reading, links and all, so that what was put in its place in one step is found.
public struct SecretFile: Sendable, Hashable {
    /// The file's path.
    public let path: String
    /// More would be no secret but a mistake.
    private static let limit = 64 << 10

    /// The file at a path; nothing is read yet.
    public init(_ path: String) { self.path = path }

    /// Reads the secret.
    ///
    /// - Parameter source: Where the path stands, for messages.
    /// - Throws: ``SettingError`` without any of the file's content.
    public func read(source: String) throws(SettingError) -> String {
        guard let handle = FileHandle(forReadingAtPath: self.path),
            let data = try? handle.read(upToCount: Self.limit) ?? Data()
        else {
            let isThere = FileManager.default.fileExists(atPath: self.path)
            let reason = isThere ? "can't be read" : "is not there"
            throw SettingError(source: source, problem: "the file “\(self.path)” \(reason)")
        }
        try? handle.close()
        var bytes = data.prefix { $0 != UInt8(ascii: "\n") }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty, !text.utf8.contains(0) else {
            throw SettingError(source: source, problem: "the first line of “\(self.path)” is empty or no text")
        }
        return text
    }

    /// Whether every user of the machine may read it.
    public var isReadableByAll: Bool {
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: self.path).resolvingSymlinksInPath().path
        )
        guard let mode = attributes?[.posixPermissions] as? NSNumber else { return false }
        return mode.intValue & 0o004 != 0
    }
}
