import AMQP
import Testing

extension BrokerTests {
    @Suite(.enabled(if: TestAuthority.openssl != nil, "there is no openssl to make certificates with"))
    struct EncryptionTests {
        private func configuration(
            _ port: UInt16,
            host: String = "localhost",
            tls: TLSOptions?
        ) throws -> ConnectionConfiguration {
            var configuration = try TestBroker.configuration(port: port)
            configuration.urls[0].host = host
            configuration.urls[0].tls = tls
            return configuration
        }

        /// The first thing that happens to a consumer.
        private func firstEvent(_ configuration: ConnectionConfiguration) async throws -> LinkEvent {
            let log = EventLog()
            return try await withConsumer(configuration, [Subscription(queue: "amqp-test.none")], log: log) { _ in
                await log.first { $0.isConnected || $0.loss != nil }
            }
        }

        @Test(arguments: ["localhost", "127.0.0.1"]) func messagesPassEncrypted(_ host: String) async throws {
            let authority = try await TestAuthority()
            defer { authority.remove() }
            try await authority.withListener { port in
                try await TestBroker.withQueue("encrypted") { queue in
                    let tls = TLSOptions(authorities: authority.path("ca.pem"))
                    let configuration = try self.configuration(port, host: host, tls: tls)
                    let bodies = (0..<500).map { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: $0 * 7) }
                    let large = [UInt8](repeating: 9, count: 5_000_000)
                    try await withPublisher(configuration) { publisher in
                        let outcomes = await publisher.publish((bodies + [large]).map { message(queue, $0) })
                        #expect(outcomes == Array(repeating: .confirmed, count: 501))
                    }
                    try await withConsumer(configuration, [Subscription(queue: queue)]) { consumer in
                        #expect(await consumer.take(501).map(\.body) == bodies + [large])
                    }
                }
            }
        }

        @Test func aBrokerThatCannotBeTrustedIsRefusedInWords() async throws {
            let authority = try await TestAuthority()
            defer { authority.remove() }
            try await authority.withListener { port in
                let cases: [(TLSOptions, String)] = [
                    (TLSOptions(), "not accepted"),
                    (TLSOptions(authorities: authority.path("client.pem")), "not accepted"),
                    (TLSOptions(authorities: authority.path("ca.pem"), serverName: "other.example"), "mismatch"),
                    (TLSOptions(authorities: authority.path("none.pem")), "none.pem"),
                    (TLSOptions(certificate: authority.path("client.pem"), key: authority.path("ca.key")), "belong"),
                ]
                for (tls, hint) in cases {
                    let error = try await self.firstEvent(self.configuration(port, tls: tls)).loss
                    #expect(error?.code == .tlsFailed)
                    #expect(error?.message.contains(hint) == true, "\(error?.message ?? "connected")")
                }
                let trusting = TLSOptions(verifiesPeer: false)
                let event = try await self.firstEvent(self.configuration(port, tls: trusting))
                #expect(event.isConnected)
            }
        }

        @Test func aClientCanShowItsCertificate() async throws {
            let authority = try await TestAuthority()
            defer { authority.remove() }
            try await authority.withListener(needsClientCertificate: true) { port in
                var tls = TLSOptions(authorities: authority.path("ca.pem"))
                let refused = try await self.firstEvent(self.configuration(port, tls: tls))
                #expect(refused.loss != nil)
                tls.certificate = authority.path("client.pem")
                tls.key = authority.path("client.key")
                let accepted = try await self.firstEvent(self.configuration(port, tls: tls))
                #expect(accepted.isConnected)
            }
        }

        @Test func plainAndEncryptedSidesDoNotWaitForOneAnother() async throws {
            let authority = try await TestAuthority()
            defer { authority.remove() }
            let plain = try TestBroker.url().port
            let toPlain = try await self.firstEvent(self.configuration(plain, tls: TLSOptions())).loss
            #expect(toPlain?.code == .tlsFailed || toPlain?.code == .connectionLost)
            try await authority.withListener { port in
                let event = try await self.firstEvent(self.configuration(port, tls: nil))
                #expect(event.loss != nil)
            }
        }
    }
}
