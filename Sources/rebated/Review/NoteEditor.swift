internal import Foundation

/// Lets a reviewer write a note in the editor of their choice.
enum NoteEditor {
    /// The note as it was written; `nil` if there is no editor or it failed.
    static func edit(_ note: String) -> String? {
        let environment = ProcessInfo.processInfo.environment
        let editor = [environment["VISUAL"], environment["EDITOR"], "nano", "vi"].compactMap { $0 }
            .first { !$0.isEmpty && Self.exists($0, environment["PATH"] ?? "") }
        guard let editor else { return nil }
        let folder = FileManager.default.temporaryDirectory
        let file = folder.appendingPathComponent("rebated-note-\(UUID().uuidString).txt").path
        let text = note.isEmpty || note.hasSuffix("\n") ? note : note + "\n"
        // For nobody else to read.
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: file, contents: Data(text.utf8), attributes: attributes) else {
            return nil
        }
        defer { try? FileManager.default.removeItem(atPath: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // The editor may be a command with options.
        process.arguments = ["-c", "exec \(editor) \"$1\"", "sh", file]
        do { try process.run() } catch { return nil }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        let written = try? String(contentsOfFile: file, encoding: .utf8)
        return written.map {
            String($0[..<(($0.lastIndex { !$0.isWhitespace }).map($0.index(after:)) ?? $0.startIndex)])
        }
    }

    private static func exists(_ command: String, _ path: String) -> Bool {
        let name = command.split(separator: " ").first.map(String.init) ?? ""
        if name.contains("/") { return FileManager.default.isExecutableFile(atPath: name) }
        return path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
}
