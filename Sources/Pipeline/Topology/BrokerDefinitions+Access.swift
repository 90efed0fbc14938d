internal import JSON

extension BrokerDefinitions {
    /// Users, permissions and topic permissions; empty if the topology names no party.
    ///
    /// A user without a password at hand is not among the users, as an import would take the one away that it has; the
    /// broker must know it before its permissions are imported.
    var accessSections: [(String, [String])] {
        let permissions = BrokerPermission.of(self.topology.parties)
        guard !permissions.isEmpty else { return [] }
        let topics = permissions.flatMap { permission in permission.topics.map { (permission.user, $0) } }
        return [
            ("users", self.users.map(self.user)), ("permissions", permissions.map(self.permission)),
            ("topic_permissions", topics.map(self.topic)),
        ]
        .filter { !$0.1.isEmpty }
    }

    private func user(_ user: BrokerUser) -> String {
        self.line { json in
            json.pair("name", user.name)
            json.pair("password_hash", user.passwordHash)
            json.pair("hashing_algorithm", "rabbit_password_hashing_sha256")
            json.key("tags")
            json.beginArray()
            json.endArray()
        }
    }

    private func permission(_ permission: BrokerPermission) -> String {
        self.line { json in
            json.pair("user", permission.user)
            json.pair("vhost", self.vhost)
            json.pair("configure", permission.configure)
            json.pair("write", permission.write)
            json.pair("read", permission.read)
        }
    }

    private func topic(_ user: String, _ topic: BrokerPermission.Topic) -> String {
        self.line { json in
            json.pair("user", user)
            json.pair("vhost", self.vhost)
            json.pair("exchange", topic.exchange)
            json.pair("write", topic.write)
            json.pair("read", topic.read)
        }
    }
}
