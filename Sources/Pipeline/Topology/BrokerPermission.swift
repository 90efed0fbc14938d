/// What the broker lets one user do in a virtual host.
public struct BrokerPermission: Sendable, Equatable {
    /// What it lets them do by the keys of one topic exchange.
    public struct Topic: Sendable, Equatable {
        /// The exchange.
        public let exchange: String
        /// A regular expression over keys to publish with.
        public let write: String
        /// A regular expression over keys to bind by.
        public let read: String
    }

    /// The user.
    public let user: String
    /// A regular expression over names that may be declared and deleted.
    public let configure: String
    /// A regular expression over names that may be published and bound to.
    public let write: String
    /// A regular expression over names that may be consumed, emptied and bound from.
    public let read: String
    /// The topic exchanges whose keys are restricted, by name.
    public let topics: [Topic]

    /// What each of the parties is let do; who is several of them is let do all of that.
    public static func of(_ parties: [Party]) -> [BrokerPermission] {
        var names: [String] = []
        for party in parties where !names.contains(party.name) { names.append(party.name) }
        return names.map { name in
            BrokerPermission(name, parties.filter { $0.name == name }.map { PartyGrant($0) })
        }
    }

    private init(_ user: String, _ grants: [PartyGrant]) {
        self.user = user
        self.configure = Self.pattern(grants.flatMap(\.configure))
        self.write = Self.pattern(grants.flatMap(\.write))
        self.read = Self.pattern(grants.flatMap(\.read))
        let exchanges = Set(grants.flatMap(\.keys.keys)).sorted()
        self.topics = exchanges.compactMap { exchange in
            let keys = grants.compactMap { $0.keys[exchange] }
            let write = Self.pattern(keys.flatMap(\.write))
            let read = Self.pattern(keys.flatMap(\.read))
            // Without an entry all keys are allowed; what else may be done there, the three patterns above tell.
            let isFree = keys.contains { $0.write == [PartyGrant.everything] }
            return isFree ? nil : Topic(exchange: exchange, write: write, read: read)
        }
    }

    private static func pattern(_ parts: [String]) -> String {
        var distinct: [String] = []
        for part in parts where !distinct.contains(part) { distinct.append(part) }
        if distinct.contains(PartyGrant.everything) { return PartyGrant.everything }
        let all = distinct.joined(separator: "|")
        return distinct.count > 1 ? "^(\(all))$" : "^\(all)$"
    }
}
