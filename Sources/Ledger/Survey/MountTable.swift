/// Which kind of file system each part of the tree is on, as Linux tells in `/proc/self/mountinfo`.
///
/// Source: `proc_pid_mountinfo(5)`.
struct MountTable {
    private var mounts: [(point: String, kind: String)] = []

    /// Reads the table; lines of another form are passed over.
    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            // Behind the sixth field come some that are optional, then a mark, then the kind.
            guard fields.count > 6, let mark = fields.firstIndex(of: "-"), mark + 1 < fields.count else { continue }
            self.mounts.append((Self.plain(fields[4]), String(fields[mark + 1])))
        }
    }

    /// The kind under an absolute path without links, such as `ext4` or `nfs4`; `nil` if the table doesn't tell.
    func kind(of path: String) -> String? {
        let inside = self.mounts.filter { mount in
            mount.point == "/" || path == mount.point || path.hasPrefix(mount.point + "/")
        }
        // Of several at one point the last hides the others.
        let longest = inside.map(\.point.utf8.count).max()
        return inside.last { $0.point.utf8.count == longest }?.kind
    }

    /// A path in which blanks and backslashes stand as three octal digits.
    private static func plain(_ field: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(field.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8) {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
