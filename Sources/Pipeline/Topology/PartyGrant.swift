internal import Messages

/// What one party needs at the broker: parts of regular expressions over the names of exchanges and queues, and over keys.
///
/// Source of the exact needs: RabbitMQ's access control. Declaring needs `configure`; publishing needs `write` on the
/// exchange; consuming, and emptying too, `read` on the queue; binding, `write` on the queue and `read` on the exchange.
/// The default exchange, by which anything can be put straight into a queue, is granted to nobody.
struct PartyGrant {
    /// Keys of a topic exchange: those that may be published with, and those that may be bound by.
    struct Keys: Equatable {
        var write: [String] = []
        var read: [String] = []
    }

    var configure: [String] = []
    var write: [String] = []
    var read: [String] = []
    /// Topic exchanges whose keys are restricted, or, with `.*`, expressly not.
    var keys: [String: Keys] = [:]

    static let everything = ".*"

    init(_ party: Party) {
        let name = Self.literal(party.name)
        let programs = party.programs.map { "(\($0.map(Self.literal).joined(separator: "|")))" } ?? "[^.]+"
        switch party.role {
        case .portal:
            self.write = [Self.literal(Names.applications)]
            self.read = [Self.literal(Names.decisions(of: party.name))]
            self.keys[Names.applications] = Keys(write: [#"(submitted|withdrawn)\."# + programs])
        case .reviewer:
            self.write = [Self.literal(Names.reviews)]
            self.read = [
                Self.literal(Names.tasks) + #"\."# + programs, Self.literal(Names.rejectedReviews(of: party.name)),
            ]
            self.keys[Names.reviews] = Keys(write: [#"completed\."# + programs])
        case .worker:
            self.write = [#"rebated\.(decisions|tasks|dead|retry\..+)"#]
            self.read = [#"rebated\.(applications|reviews)"#]
            for exchange in [Names.decisions, Names.tasks, Names.dead] {
                self.keys[exchange] = Keys(write: [Self.everything])
            }
        case .desk:
            let own = Self.literal(Names.desk) + #"\."# + name + #"\..+"#
            self.configure = [own]
            self.write = [Self.literal(Names.reviews), own]
            self.read = [Self.literal(Names.tasks), own]
            self.keys[Names.reviews] = Keys(write: [#"completed\."# + programs])
            self.keys[Names.tasks] = Keys(read: [#"rejected\..+"#])
        case .operator:
            let ours = #"rebated\..+"#
            (self.configure, self.write, self.read) = ([ours], [ours], [ours])
            for exchange in [Names.applications, Names.decisions, Names.tasks, Names.reviews, Names.dead] {
                self.keys[exchange] = Keys(write: [Self.everything], read: [Self.everything])
            }
        }
    }

    /// A name as a regular expression for itself.
    private static func literal(_ name: String) -> String { name.replacing(".", with: #"\."#) }
}
