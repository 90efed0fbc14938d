public import AMQP
internal import Foundation
internal import Messages

/// A queue for one watcher: gets copies of what is published, is bounded, and goes away by itself.
///
/// Named and with an expiry rather than exclusive, so that it outlives a lost connection: nothing is missed meanwhile.
public struct WatchQueue: Sendable {
    /// The queue's name; different for each watcher.
    public let name: String
    private let portal: String?
    private let program: String?

    /// A queue for some or all events.
    ///
    /// - Parameters:
    ///   - portal: Only decisions and rejections for this portal; tasks belong to no portal and are left out.
    ///   - program: Only what belongs to this program.
    public init(portal: String?, program: String?) {
        self.name = "rebated.watch.\(UUID().uuidString.lowercased())"
        self.portal = portal
        self.program = program
    }

    /// The queue and its bindings.
    public var declarations: Topology {
        let program = self.program ?? "*"
        let portal = self.portal ?? "#"
        var keys = [
            (Names.decisions, "decision.*.\(program).\(portal)"), (Names.decisions, "rejected.\(program).\(portal)"),
        ]
        if self.portal == nil {
            keys += [(Names.tasks, "opened.*.\(program)"), (Names.tasks, "closed.*.\(program)")]
            if self.program == nil { keys.append((Names.tasks, "rejected.#")) }
        }
        return Topology(
            queues: [
                QueueDeclaration(
                    name: self.name,
                    type: .classic,
                    arguments: [Header("x-expires", .int(30_000)), Header("x-max-length", .int(100_000))]
                )
            ],
            bindings: keys.map { BindingDeclaration(exchange: $0.0, queue: self.name, routingKey: $0.1) }
        )
    }
}
