internal import Foundation
internal import Messages

/// Whoever runs a command: what records of their doing tell.
enum Operator {
    /// The user who logged in on the terminal, also behind `sudo`; else the user that the process runs as.
    static var name: String {
        if let login = getlogin() {
            let name = String(cString: login)
            if !name.isEmpty { return name }
        }
        let name = ProcessInfo.processInfo.userName
        return name.isEmpty ? "user \(geteuid())" : name
    }
}

extension Instant {
    /// The present, by the machine's clock.
    static var present: Instant {
        Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
