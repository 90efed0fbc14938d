internal import AMQP
internal import Operations
internal import Pipeline

extension Settings {
    /// The broker's addresses, with the password of a file of its own if there is one.
    func brokerURLs() throws(SettingError) -> [BrokerURL] {
        guard let found = self.find(.broker) else { return [] }
        do throws(AMQPError) {
            var urls = try BrokerURL.list(found.values.joined(separator: ","))
            if let password = self.password(.brokerPasswordFile)?.values.first {
                for place in urls.indices { urls[place].password = password }
            }
            return urls
        } catch {
            throw SettingError(source: found.source, problem: error.message)
        }
    }

    /// How to connect, under a name that the broker's list of connections shows.
    func connection(name: String) throws(SettingError) -> ConnectionConfiguration {
        var configuration = ConnectionConfiguration(urls: try self.brokerURLs(), name: name)
        configuration.password = self.presentBrokerPassword
        return configuration
    }

    /// The broker's management API, if one is named: with the broker's user where it tells none.
    func management(_ broker: [BrokerURL]) throws(SettingError) -> ManagementAPI? {
        guard let found = self.find(.management), let text = found.values.last else { return nil }
        let user = broker.first
        guard let management = ManagementAPI(text, user: user?.user ?? "", password: user?.password ?? "") else {
            throw SettingError(source: found.source, problem: "is no URL such as http://127.0.0.1:15672")
        }
        return management
    }

    /// Reads the password anew, for each attempt to connect: so a broker that ends connections after a change of the
    /// password finds the new one at the next attempt.
    private var presentBrokerPassword: (@Sendable (BrokerURL) -> String?)? {
        if let file = self.password(.brokerPasswordFile)?.file {
            return { _ in try? file.read(source: "") }
        }
        if let file = self.find(.broker)?.file {
            return { url in
                let urls = (try? file.read(source: "")).flatMap { try? BrokerURL.list($0) } ?? []
                return urls.first { $0.endpoint == url.endpoint && $0.user == url.user && $0.vhost == url.vhost }?
                    .password
            }
        }
        return nil
    }
}
