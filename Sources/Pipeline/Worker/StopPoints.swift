internal import Glibc
internal import Synchronization

/// Where a worker can be made to die or to freeze: for tests of what it promises.
///
/// Costs nothing unless it is set. Written as `kill@committed:3`: SIGKILL to itself the third time that it comes to that point; `stop@…` is SIGSTOP.
/// `kill@intake:A-1` is a poison message: the worker dies whenever it reads application `A-1`.
public struct StopPoints: Sendable {
    /// A step of a delivery.
    public enum Point: String, Sendable, CaseIterable {
        /// The message was read; what follows the colon is its application.
        case intake
        /// Before the transaction of a batch.
        case settling
        /// After its commit, before anything of it is published.
        case committed
        /// After the broker has confirmed, before that is written down.
        case confirmed
        /// After that is written down, before the ack.
        case marked
        /// After the ack was handed over.
        case acknowledged
    }

    /// What is wrong with a description.
    public struct Mistake: Error, CustomStringConvertible {
        /// What is wrong and what would do.
        public let description: String
    }

    private final class Trap: Sendable {
        let signal: Int32
        let point: Point
        let application: String?
        let count: Int
        let reached = Atomic(0)

        init(signal: Int32, point: Point, application: String?, count: Int) {
            self.signal = signal
            self.point = point
            self.application = application
            self.count = count
        }
    }

    private let trap: Trap?

    /// None: nothing ever happens.
    public static let none = StopPoints(trap: nil)

    private init(trap: Trap?) { self.trap = trap }

    /// Reads a description.
    ///
    /// - Throws: ``Mistake`` if it is none.
    public init(_ text: String) throws(Mistake) {
        let points = Point.allCases.map(\.rawValue).joined(separator: ", ")
        let mistake = Mistake(
            description: "“\(text)” is not kill@POINT:COUNT or stop@POINT:COUNT with a point among \(points)"
        )
        let parts = text.split(separator: "@", maxSplits: 1)
        guard parts.count == 2, let signal = ["kill": SIGKILL, "stop": SIGSTOP][String(parts[0])] else { throw mistake }
        let place = parts[1].split(separator: ":", maxSplits: 1)
        guard let point = place.first.flatMap({ Point(rawValue: String($0)) }) else { throw mistake }
        let detail = place.count == 2 ? String(place[1]) : nil
        if point == .intake {
            guard let detail else { throw mistake }
            self.trap = Trap(signal: signal, point: point, application: detail, count: 1)
        } else {
            guard let count = detail.map({ Int($0) }) ?? 1, count > 0 else { throw mistake }
            self.trap = Trap(signal: signal, point: point, application: nil, count: count)
        }
    }

    /// Whether anything can happen.
    public var isSet: Bool { self.trap != nil }

    /// The worker is at a point; returns unless this is where it dies.
    func reached(_ point: Point, _ application: @autoclosure () -> String? = nil) {
        guard let trap, trap.point == point, trap.application == application() else { return }
        let count = trap.reached.wrappingAdd(1, ordering: .relaxed).newValue
        // A poison message kills each time, anything else once.
        guard trap.application != nil || count == trap.count else { return }
        kill(getpid(), trap.signal)
    }
}
