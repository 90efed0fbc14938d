internal import Foundation
internal import Messages

extension Instant {
    /// The present, by the machine's clock.
    static var now: Instant {
        Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
