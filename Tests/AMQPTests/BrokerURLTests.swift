import Testing

@testable import AMQP

@Suite struct BrokerURLTests {
    @Test func partsThatAreLeftOutHaveTheirDefaults() throws {
        let url = try BrokerURL("amqp://")
        #expect(url == BrokerURL(host: "localhost", port: 5672, user: "guest", password: "guest", vhost: "/"))
        #expect(try BrokerURL("amqps://broker").port == 5671)
    }

    @Test(arguments: [
        ("amqp://me:secret@broker:5673/rebates", "broker", 5673, "me", "secret", "rebates"),
        ("amqp://me:s%3Ac%40r%2Fet@broker/%2F", "broker", 5672, "me", "s:c@r/et", "/"),
        ("AMQP://broker/", "broker", 5672, "guest", "guest", "/"),
        ("amqp://[::1]:5673/a%20b", "::1", 5673, "guest", "guest", "a b"),
        ("amqp://me@broker", "broker", 5672, "me", "", "/"),
        ("amqp://m%C3%BCller:pw@broker", "broker", 5672, "müller", "pw", "/"),
    ])
    func addressesAreTakenApart(
        _ text: String,
        _ host: String,
        _ port: UInt16,
        _ user: String,
        _ password: String,
        _ vhost: String
    ) throws {
        let url = try BrokerURL(text)
        #expect(url == BrokerURL(host: host, port: port, user: user, password: password, vhost: vhost))
    }

    @Test func encryptedAddressesTakeTheirFilesFromTheQuery() throws {
        let url = try BrokerURL(
            "amqps://broker?cacertfile=/etc/ca.pem&certfile=c.pem&keyfile=k.pem&server_name_indication=b.example"
                + "&auth_mechanism=external"
        )
        #expect(
            url.tls
                == TLSOptions(authorities: "/etc/ca.pem", certificate: "c.pem", key: "k.pem", serverName: "b.example")
        )
        #expect(url.mechanism == .external)
        #expect(try BrokerURL("amqps://broker").tls?.verifiesPeer == true)
        #expect(try BrokerURL("amqps://broker?verify=verify_none").tls?.verifiesPeer == false)
    }

    @Test(arguments: [
        ("broker:5672", "amqp://"),
        ("http://broker", "amqp://"),
        ("amqp://broker:port", "port"),
        ("amqp://broker:0", "port"),
        ("amqp://broker:70000", "port"),
        ("amqp://broker/a/b", "%2F"),
        ("amqp://broker/%zz", "%25"),
        ("amqp://broker/%ff", "UTF-8"),
        ("amqp://broker/%00", "zero"),
        ("amqp://[::1", "]"),
        ("amqp://broker?verify=verify_peer", "amqps"),
        ("amqps://broker?verify=maybe", "verify_none"),
        ("amqps://broker?cacert=x", "cacert"),
        ("amqps://broker?certfile=x", "keyfile"),
        ("amqp://u:p#w@broker", "%23"),
    ])
    func whatCannotBeReadIsExplained(_ text: String, _ hint: String) {
        #expect {
            _ = try BrokerURL(text)
        } throws: { error in
            guard let error = error as? AMQPError else { return false }
            return error.code == .badURL && error.message.contains(hint) && !error.message.contains("p#w")
        }
    }

    @Test func thePasswordIsInNoDescription() throws {
        let url = try BrokerURL("amqps://me:hunter2@broker:5673/rebates")
        var dumped = ""
        dump(url, to: &dumped)
        let configuration = ConnectionConfiguration(urls: [url], name: "test")
        for text in ["\(url)", String(reflecting: url), dumped, "\(configuration)", String(reflecting: [url])] {
            #expect(!text.contains("hunter2"))
        }
        #expect(url.description == "amqps://me@broker:5673/rebates")
    }

    @Test func aListHasCommasBetweenItsAddresses() throws {
        #expect(try BrokerURL.list("amqp://a, amqp://b:5673").map(\.endpoint) == ["a:5672", "b:5673"])
        #expect(throws: AMQPError.self) { try BrokerURL.list(" ") }
    }
}
