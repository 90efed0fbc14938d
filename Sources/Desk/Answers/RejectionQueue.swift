internal import AMQP
internal import Foundation
internal import Messages

/// The queue on which a desk hears that an answer was not taken.
enum RejectionQueue {
    /// A name that nobody else has, of the kind that only this user may use.
    static func makeName(user: String) -> String { "\(Names.desk).\(user).\(UUID().uuidString.lowercased())" }

    /// The queue, and what is refused to any of `receivers`.
    static func declarations(_ name: String, receivers: [String]) -> Topology {
        let bindings = receivers.map { receiver in
            BindingDeclaration(exchange: Names.tasks, queue: name, routingKey: Names.rejectedReview(receiver))
        }
        let arguments = [Header("x-expires", .int(60_000)), Header("x-max-length", .int(1_000))]
        return Topology(
            queues: [QueueDeclaration(name: name, type: .classic, arguments: arguments)],
            bindings: bindings
        )
    }
}
