internal import Foundation
internal import Operations
internal import Pipeline

/// A user's password as it is named on the command line, `NAME=FILE`: never itself, as others see command lines.
enum PasswordOption {
    /// The users of all of them.
    ///
    /// - Throws: `SettingError` for a user that is no party, and for a file without a password.
    static func users(_ texts: [String], parties: [Party]) throws(SettingError) -> [BrokerUser] {
        var users: [BrokerUser] = []
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw Self.error("“\(text)” is not NAME=FILE") }
            guard parties.contains(where: { $0.name == parts[0] }) else {
                throw Self.error("“\(parts[0])” is named as no portal, reviewer, worker, desk or operator")
            }
            guard !users.contains(where: { $0.name == parts[0] }) else {
                throw Self.error("the password of “\(parts[0])” stands twice")
            }
            users.append(BrokerUser(parts[0], password: try Self.password(in: parts[1])))
        }
        return users
    }

    /// The file's only line.
    private static func password(in path: String) throws(SettingError) -> String {
        // Read as a stream, so that a pipe does as well: `--password acme=<(pass show acme)`.
        guard let file = FileHandle(forReadingAtPath: path) else { throw Self.error("“\(path)” can't be read") }
        let bytes: Data
        do { bytes = try file.read(upToCount: 1 << 16) ?? Data() } catch {
            throw Self.error("“\(path)” can't be read: \(error.localizedDescription)")
        }
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        guard lines.count == 1, let line = lines.first, !line.isEmpty else {
            throw Self.error("“\(path)” must hold one line, the password")
        }
        return String(line)
    }

    private static func error(_ problem: String) -> SettingError {
        SettingError(source: "--password", problem: problem)
    }
}
