internal import Foundation
internal import Operations

/// A new file that only its owner may read.
struct PrivateFile {
    private let handle: FileHandle
    private let path: String

    /// Makes the file.
    ///
    /// - Throws: `SettingError` if it is there already, or can't be made.
    init(_ path: String) throws(SettingError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = errno == EEXIST ? "is there already" : "can't be made: \(String(cString: strerror(errno)))"
            throw SettingError(source: "file", problem: "“\(path)” \(reason)")
        }
        self.handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        self.path = path
    }

    func write(_ text: String) throws(SettingError) {
        do { try self.handle.write(contentsOf: Data(text.utf8)) } catch {
            throw SettingError(
                source: "file",
                problem: "“\(self.path)” can't be written: \(error.localizedDescription)"
            )
        }
    }

    /// Brings it to the disk.
    func flush() throws(SettingError) {
        do { try self.handle.synchronize() } catch {
            throw SettingError(
                source: "file",
                problem: "“\(self.path)” can't be written: \(error.localizedDescription)"
            )
        }
    }

    func close() throws(SettingError) {
        try self.flush()
        try? self.handle.close()
    }
}
